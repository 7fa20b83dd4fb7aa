using System.CommandLine;
using Coaster.Cli;

return CommandLine.Run(
    args,
    new RootCommand("Fractional GPUs: see the GPUs of this machine, run containers on parts of them.")
    {
        Coaster.Cli.Gpus.GpusCommand.Create(),
        Coaster.Cli.Mig.MigCommand.Create(),
        Coaster.Cli.Run.RunCommand.Create(),
        Coaster.Cli.Ps.PsCommand.Create(),
        Coaster.Cli.Events.EventsCommand.Create(),
        Coaster.Cli.Inject.InjectCommand.Create(),
        Coaster.Cli.Cdi.CdiCommand.Create(),
        Coaster.Cli.Configure.ConfigureCommand.CreateParent(),
        Coaster.Cli.Configure.Lxc.LxcHookCommand.Create(),
        Coaster.Cli.Machine.RefreshCommand.Create(),
        Coaster.Cli.Sim.SimCommand.Create(),
    });
