using System.CommandLine;
using Coaster.Cli.Configure.Changes;
using Coaster.GpuModel;

namespace Coaster.Cli.Configure.Lxc;

/// <summary><c>coaster lxc-hook</c>: installs the program that LXC calls for a container, and says what to put into the container's configuration.</summary>
internal static class LxcHookCommand
{
    private const string Name = "coaster-lxc-hook";

    private static readonly Option<bool> Remove = new("--remove") { Description = "Take the name away again" };

    private static readonly Option<string> Folder = new("--hooks-dir")
    {
        Description = "LXC's folder of hooks",
        DefaultValueFactory = _ => "/usr/share/lxc/hooks",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Runtime = RuntimePath.Option();

    internal static Command Create()
    {
        var command = new Command("lxc-hook", "Install the hook that gives LXC containers their GPUs.") { Remove, Folder, Runtime };
        command.SetAction(result => Run(result.GetRequiredValue(Folder), result.GetValue(Runtime), result.GetValue(Remove)));
        return command;
    }

    private static int Run(string folder, string? runtime, bool remove)
    {
        var path = Path.GetFullPath(Path.Combine(folder, Name));
        var target = remove ? null : RuntimePath.Resolve(runtime);
        if (Symlink.IsTaken(path) && !OurPrograms.IsOurs(path, target ?? runtime ?? ""))
            throw new CoasterException("cannot install the hook", $"{path} is another's", "Move it away, or name another folder with --hooks-dir");
        IChange[] changes = [.. LinkChange.If(path, target, target is null ? $"removed {path}" : $"linked {path} to {target}")];
        PlanRunner.Run(new Plan(changes, [], target is null ? "take its lines out of the containers' configurations" : "", () => { }), false, Console.Out);
        if (target is not null)
            Console.Out.Write(Lines(path));
        return 0;
    }

    private static string Lines(string path) =>
        $"""
        # put these lines into the container's configuration
        lxc.hook.start-host = {path}
        lxc.hook.mount = {path}
        lxc.hook.post-stop = {path}
        # and what it gets, one of
        lxc.environment = NVIDIA_VISIBLE_DEVICES=0
        lxc.environment = COASTER_GPU_MEM=4Gi

        """;
}
