using System.CommandLine;
using Coaster.Cli.Machine;
using Coaster.Cli.Output;
using Coaster.Ledger;
using Coaster.Partitioning;
using Coaster.Partitioning.Acting;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Users;
using Coaster.Settings;

namespace Coaster.Cli.Mig;

/// <summary><c>coaster mig destroy</c>: takes MIG devices away that nobody has.</summary>
internal static class MigDestroyCommand
{
    private static readonly MigFailure Failure = new("cannot destroy MIG devices");

    public static Command Create()
    {
        var gpu = MigCommand.GpuOption();
        var all = new Option<bool>("--all") { Description = "All that the GPU of --gpu is cut into." };
        var names = new Argument<string[]>("MIG") { Description = "MIG devices: MIG-… or GPU:MIG, such as 0:1.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("destroy", "Destroy MIG devices that no container holds and no process uses.") { gpu, all, names };
        command.SetAction(result => Run(result.GetValue(gpu), result.GetValue(all), result.GetValue(names) ?? []));
        return command;
    }

    private static int Run(string? gpu, bool all, string[] names)
    {
        if (all ? gpu is null || names.Length > 0 : gpu is not null || names.Length == 0)
            throw Failure.Of("it is not said which", "Name MIG devices, or all of one GPU: coaster mig destroy --gpu 0 --all");
        Failure.RequireRoot();
        var settings = HostSettings.Load();
        // Nobody books what is about to go.
        using var alone = new NodeLedger(settings).Begin();
        using var machine = MigMachine.Open(settings.DriverRoot, NoDriver.Mend, Failure);
        var finder = new MigTargets(machine, Failure);
        var targets = all ? finder.All(gpu!) : finder.Named(names);
        new MigGuard(new MigHolders(alone.Entries.Select(static entry => entry.Container)), Failure).RequireFree(targets);
        Destroy(settings, targets);
        return 0;
    }

    private static void Destroy(HostSettings settings, IReadOnlyList<MigTarget> targets)
    {
        using var interruption = new Interruption();
        try
        {
            foreach (var target in targets)
                foreach (var line in new MigDestruction(target, Failure).Run())
                    Console.Out.WriteLine(line);
        }
        finally
        {
            MachineGpus.Read(settings);
        }
    }
}
