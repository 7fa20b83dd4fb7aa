using Coaster.Cli.Configure.Changes;
using Coaster.Toml;

namespace Coaster.Cli.Configure.Podman;

/// <summary>
/// Podman: a file of ours beside its main file, and hooks, so that containers that name no runtime get their GPUs too
/// (https://github.com/containers/common/blob/main/docs/containers.conf.5.md).
/// </summary>
internal sealed class PodmanEngine : IEngine
{
    private const string UsualConfig = "/etc/containers/containers.conf";
    private const string UsualHooks = "/usr/share/containers/oci/hooks.d";
    private const string Reload = "podman reads it at its next start; for its service: systemctl restart podman";

    // A runtime that nobody calls yet harms nobody; the hooks come last, and go first.
    public Plan Configure(ConfigureOptions options)
    {
        var (main, file) = Read(options);
        var values = EngineToml.Parse(main).Root;
        var isDefault = options.Default || IsDefault(EngineToml.Parse(file).Root);
        var content = DropIn.Bytes(Values(values, options, isDefault));
        var line = $"wrote {file.Path}: runtime {ConfigureOptions.RuntimeName} is {options.Runtime}{(isDefault ? ", and the default" : "")}";
        var hooks = Hooks(options, stage => PodmanHooks.Write(options.Runtime, stage, options.HookEnvironment), "wrote {0}: a hook of every container");
        return new Plan([.. FileChange.If(file, content, line), .. hooks], [], Reload, () => EngineToml.Parse(ConfigFile.Read(file.Path)));
    }

    public Plan Remove(ConfigureOptions options)
    {
        var file = Read(options).DropIn;
        return new Plan([.. Hooks(options, _ => null, "removed {0}"), .. FileChange.If(file, null, $"removed {file.Path}")], [], Reload, () => { });
    }

    private static (ConfigFile Main, ConfigFile DropIn) Read(ConfigureOptions options)
    {
        var main = ConfigFile.Read(options.Config ?? UsualConfig);
        return (main, ConfigFile.Read(Path.Combine(Path.GetDirectoryName(main.Path)!, "containers.conf.d", "99-coaster.conf")));
    }

    private static bool IsDefault(TomlTable ours) => ours.Find("engine", "runtime") is TomlString { Value: ConfigureOptions.RuntimeName };

    private static IEnumerable<IChange> Hooks(ConfigureOptions options, Func<string, byte[]?> content, string line) =>
        PodmanHooks.Stages.SelectMany(hook =>
        {
            var file = ConfigFile.Read(Path.Combine(options.HooksDirectory, hook.File));
            return FileChange.If(file, content(hook.Stage), string.Format(line, file.Path));
        });

    private static TomlTable Values(TomlTable main, ConfigureOptions options, bool isDefault)
    {
        var engine = new TomlTable();
        if (isDefault)
            engine.Add("runtime", new TomlString(ConfigureOptions.RuntimeName));
        engine.Add("hooks_dir", HookFolders(main, options.HooksDirectory));
        engine.Add("runtimes", new TomlTable { { ConfigureOptions.RuntimeName, DropIn.Strings(options.Runtime) } });
        return new TomlTable { { "engine", engine } };
    }

    /// <summary>Podman looks into its own folder only, unless it is told of others; a list of ours takes the place of the list before.</summary>
    private static TomlArray HookFolders(TomlTable main, string ours)
    {
        var present = (main.Find("engine", "hooks_dir") as TomlArray)?.OfType<TomlString>().Select(folder => folder.Value) ?? [UsualHooks];
        return DropIn.Strings(present.Append(ours).Distinct());
    }
}
