using System.CommandLine;
using Coaster.Cdi;
using Coaster.Cli.Output;
using Coaster.GpuModel;
using Coaster.Settings;

namespace Coaster.Cli.Cdi;

/// <summary><c>coaster cdi list</c>: the devices that containers of this machine can ask for, whoever offers them.</summary>
internal static class CdiListCommand
{
    private const int NothingStatus = 1;

    internal static Command Create()
    {
        var format = OutputFormat.Option();
        var command = new Command("list", "List the CDI devices of this machine, and the specifications that are not used.") { format };
        command.SetAction(parsed => Print(HostSettings.Load().CdiFolders, parsed.GetRequiredValue(format), Screen.OfProcess()));
        return command;
    }

    internal static int Print(IReadOnlyList<string> folders, string format, Screen screen)
    {
        var registry = CdiRegistry.Load(folders);
        var devices = registry.Devices.ToList();
        if (format == OutputFormat.Json)
            screen.Out.WriteLine(CdiJson.Of(devices, registry.Problems));
        else
            foreach (var line in Table(devices).Lines())
                screen.Out.WriteLine(line);
        foreach (var problem in registry.Problems)
            screen.Error.WriteLine(new CoasterException($"cannot use {problem.File}", problem.Why, "Correct it, or remove it").Line);
        return devices.Count > 0 ? 0 : Nothing(folders, screen);
    }

    private static TextTable Table(IEnumerable<CdiDevice> devices)
    {
        var table = new TextTable("NAME", "FILE");
        foreach (var device in devices)
            table.Add(device.Name.ToString(), device.File);
        return table;
    }

    private static int Nothing(IReadOnlyList<string> folders, Screen screen)
    {
        screen.Error.WriteLine(new CoasterException(
            "no CDI device", $"no specification in {string.Join(", ", folders)} can be used", "Write those of the GPUs with: coaster cdi generate").Line);
        return NothingStatus;
    }
}
