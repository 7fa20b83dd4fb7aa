using System.CommandLine;

namespace Coaster.Cli.Sim;

/// <summary><c>coaster sim set</c>: faults and readings of one simulated GPU.</summary>
internal static class SimSetCommand
{
    public static Command Create()
    {
        var gpu = new Argument<string>("GPU") { Description = "An index or a UUID." };
        var fields = new Argument<string[]>("FIELD=VALUE")
        {
            Description = "util, temperature, power, ecc, xid, lost, slow, remap, remap_pending, retired, recovery, hang, unloaded or peak.",
            Arity = ArgumentArity.OneOrMore,
        };
        var folder = SimCommand.FolderOption();
        var command = new Command("set", "Change a simulated GPU: its load, its temperature, its faults.") { gpu, fields, folder };
        command.SetAction(parsed => SimFailure.Report(() =>
            Simctl.Run(SimHome.Find(), ["set", new SimFolder(parsed.GetValue(folder)!).State, parsed.GetValue(gpu)!, .. parsed.GetValue(fields)!])));
        return command;
    }
}
