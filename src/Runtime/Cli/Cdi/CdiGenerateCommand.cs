using System.CommandLine;
using Coaster.Cdi.Writing;
using Coaster.Cli.Machine;
using Coaster.Settings;

namespace Coaster.Cli.Cdi;

/// <summary><c>coaster cdi generate</c>: writes the specifications once.</summary>
internal static class CdiGenerateCommand
{
    internal static Command Create()
    {
        var options = new CdiOptions();
        var replace = new Option<bool>("--replace-nvidia") { Description = $"Take {GpuKind.Nvidia} over: move NVIDIA's own specifications aside." };
        var remove = new Option<bool>("--remove") { Description = "Remove what was written, and move NVIDIA's own specifications back." };
        var command = new Command("generate", "Write CDI specifications of the GPUs that are free for unlimited use.") { replace, remove };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(replace) && result.GetValue(remove))
                result.AddError("--replace-nvidia and --remove exclude each other");
        });
        command.SetAction(parsed => parsed.GetValue(remove) ? Remove(options.Folders(parsed, HostSettings.Load()))
            : options.Output(parsed) == CdiOptions.StandardOutput ? Print(options.Read(parsed))
            : Write(options.Read(parsed), parsed.GetValue(replace)));
        return command;
    }

    private static int Write(CdiRequest request, bool replaceNvidia)
    {
        var done = CdiGeneration.Publish(request, MachineGpus.Read(request.Settings), replaceNvidia);
        foreach (var line in CdiReport.Lines(done, onlyChanges: false))
            Console.Out.WriteLine(line);
        if (CdiReport.KeptOff(done) is { } reason)
            Console.Error.WriteLine(reason);
        return 0;
    }

    /// <summary>One specification is one text: the first kind that was asked for.</summary>
    private static int Print(CdiRequest request)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(CdiGeneration.Text(request, MachineGpus.Read(request.Settings), request.Kinds[0]).Span);
        return 0;
    }

    private static int Remove(IReadOnlyList<string> folders)
    {
        CdiOptions.RequireRoot();
        var (removed, movedBack) = new GpuSpecPublisher(folders).Remove();
        foreach (var line in removed.Select(file => $"{file}: removed").Concat(movedBack.Select(file => $"{file}: moved back")))
            Console.Out.WriteLine(line);
        return 0;
    }
}
