using System.CommandLine;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Cli.Inject;

/// <summary><c>coaster inject</c>: GPUs for a root folder that no container runtime knows of.</summary>
internal static class InjectCommand
{
    private static readonly Option<string> Root = new("--root")
    {
        Description = "The root folder, as chroot(8) takes it",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string?> Gpus = new("--gpus")
    {
        Description = "What to book: all | 2 | device=0,1 | mem=4Gi | mem=4Gi,core=30 | block=25",
        HelpName = "SPEC",
    };

    private static readonly Option<string> Capabilities = new("--capabilities")
    {
        Description = "The parts of the driver, as NVIDIA_DRIVER_CAPABILITIES",
        HelpName = "LIST",
        DefaultValueFactory = _ => "compute,utility",
    };

    private static readonly Option<bool> Remove = new("--remove") { Description = "Take everything out again, and free what was booked" };

    internal static Command Create()
    {
        var command = new Command("inject", "Put GPUs and the driver into a root folder, for chroot; --remove takes them out again.");
        Option[] options = [Root, Gpus, Capabilities, Remove];
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(result =>
        {
            var chroot = Open(result.GetRequiredValue(Root));
            if (result.GetValue(Remove))
                chroot.TakeOut();
            else
                chroot.PutIn(GpuSpec.Parse(result.GetValue(Gpus) ?? throw Nothing()), result.GetRequiredValue(Capabilities));
        });
        return command;
    }

    private static ChrootInjection Open(string root)
    {
        if (!ProcessIdentity.IsRoot)
            throw new CoasterException("cannot inject", "this needs root's rights", "Run it as root, or with sudo");
        var settings = HostSettings.Load();
        return new ChrootInjection(settings, new NodeLedger(settings), RootFolder.Find(root));
    }

    private static CoasterException Nothing() =>
        new("cannot inject", "nothing says what to put in", "Give --gpus SPEC, or --remove to take out what is there");
}
