using System.CommandLine;
using Coaster.Cli.Configure.Changes;
using Coaster.Cli.Configure.Containerd;
using Coaster.Cli.Configure.Crio;
using Coaster.Cli.Configure.Docker;
using Coaster.Cli.Configure.Podman;

namespace Coaster.Cli.Configure;

/// <summary><c>coaster runtime configure</c>: makes a container engine know our runtime, or forget it.</summary>
internal static class ConfigureCommand
{
    private static readonly string[] Inherited = ["COASTER_CONFIG", "COASTER_DRIVER_ROOT"];

    private static readonly Dictionary<string, IEngine> Engines = new()
    {
        ["docker"] = new DockerEngine(),
        ["containerd"] = new ContainerdEngine(new ContainerdProgram()),
        ["crio"] = new CrioEngine(),
        ["podman"] = new PodmanEngine(),
    };

    private static readonly Option<string> Engine = new("--engine")
    {
        Description = string.Join(", ", Engines.Keys),
        HelpName = "ENGINE",
        Required = true,
    };

    private static readonly Option<bool> Default = new("--default") { Description = "Use it for containers that name no runtime" };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Print what would change as a diff, and change nothing" };

    private static readonly Option<bool> Remove = new("--remove") { Description = "Undo it" };

    private static readonly Option<bool> ReplaceNvidia = new("--replace-nvidia") { Description = "docker: take over the names of NVIDIA's hooks" };

    private static readonly Option<string?> Config = new("--config") { Description = "The engine's main configuration file", HelpName = "FILE" };

    private static readonly Option<string> BinDirectory = new("--bin-dir")
    {
        Description = "docker: where names of programs are installed",
        DefaultValueFactory = _ => "/usr/local/bin",
        HelpName = "DIR",
    };

    private static readonly Option<string> HooksDirectory = new("--hooks-dir")
    {
        Description = "podman: where its hooks are",
        DefaultValueFactory = _ => "/etc/containers/oci/hooks.d",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Runtime = RuntimePath.Option();

    /// <summary>The command <c>runtime</c> with what can be done with it.</summary>
    internal static Command CreateParent() => new("runtime", "What engines know of our OCI runtime.") { Create() };

    private static Command Create()
    {
        Engine.AcceptOnlyFromAmong([.. Engines.Keys]);
        var command = new Command("configure", "Make a container engine know our OCI runtime, or forget it.");
        Option[] options = [Engine, Default, DryRun, Remove, ReplaceNvidia, Config, BinDirectory, HooksDirectory, Runtime];
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult result)
    {
        var engine = Engines[result.GetRequiredValue(Engine)];
        var options = Read(result);
        PlanRunner.Run(result.GetValue(Remove) ? engine.Remove(options) : engine.Configure(options), result.GetValue(DryRun), Console.Out);
        return 0;
    }

    private static ConfigureOptions Read(ParseResult result) => new(
        result.GetValue(Config),
        Path.GetFullPath(result.GetRequiredValue(BinDirectory)),
        Path.GetFullPath(result.GetRequiredValue(HooksDirectory)),
        result.GetValue(Remove) ? result.GetValue(Runtime) ?? "" : RuntimePath.Resolve(result.GetValue(Runtime)),
        result.GetValue(Default),
        result.GetValue(ReplaceNvidia))
    {
        SearchPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        HookEnvironment = [.. Inherited.Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")],
    };
}
