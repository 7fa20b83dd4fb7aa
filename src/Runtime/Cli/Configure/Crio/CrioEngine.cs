using Coaster.Cli.Configure.Changes;
using Coaster.Toml;

namespace Coaster.Cli.Configure.Crio;

/// <summary>CRI-O: a file of ours beside its main file (https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.5.md).</summary>
internal sealed class CrioEngine : IEngine
{
    private const string UsualConfig = "/etc/crio/crio.conf";
    private const string Reload = "to make CRI-O read it: systemctl restart crio";

    // What a pod may ask CRI-O for by annotation, and how conmon runs, shall not depend on the runtime's name.
    private static readonly string[] Inherited =
        ["allowed_annotations", "monitor_path", "monitor_cgroup", "monitor_env", "monitor_exec_cgroup", "privileged_without_host_devices"];

    public Plan Configure(ConfigureOptions options)
    {
        var (main, file) = Read(options);
        var values = EngineToml.Parse(main).Root;
        var isDefault = options.Default || IsDefault(EngineToml.Parse(file).Root);
        var content = DropIn.Bytes(Values(values, options.Runtime, isDefault));
        var line = $"wrote {file.Path}: runtime {ConfigureOptions.RuntimeName} is {options.Runtime}{(isDefault ? ", and the default" : "")}";
        return new Plan([.. FileChange.If(file, content, line)], [], Reload, () => EngineToml.Parse(ConfigFile.Read(file.Path)));
    }

    public Plan Remove(ConfigureOptions options)
    {
        var file = Read(options).DropIn;
        return new Plan([.. FileChange.If(file, null, $"removed {file.Path}")], [], Reload, () => { });
    }

    private static (ConfigFile Main, ConfigFile DropIn) Read(ConfigureOptions options)
    {
        var main = ConfigFile.Read(options.Config ?? UsualConfig);
        return (main, ConfigFile.Read(Path.Combine(Path.GetDirectoryName(main.Path)!, "crio.conf.d", "99-coaster.conf")));
    }

    private static bool IsDefault(TomlTable ours) => ours.Find("crio", "runtime", "default_runtime") is TomlString { Value: ConfigureOptions.RuntimeName };

    private static TomlTable Values(TomlTable main, string path, bool isDefault)
    {
        var entry = new TomlTable { { "runtime_path", new TomlString(path) }, { "runtime_type", new TomlString("oci") } };
        foreach (var key in Inherited)
            if (Model(main)?[key] is { } value)
                entry.Add(key, value);
        var runtime = new TomlTable();
        if (isDefault)
            runtime.Add("default_runtime", new TomlString(ConfigureOptions.RuntimeName));
        runtime.Add("runtimes", new TomlTable { { ConfigureOptions.RuntimeName, entry } });
        return new TomlTable { { "crio", new TomlTable { { "runtime", runtime } } } };
    }

    private static TomlTable? Model(TomlTable main)
    {
        var name = (main.Find("crio", "runtime", "default_runtime") as TomlString)?.Value ?? "runc";
        return main.Find("crio", "runtime", "runtimes", name) as TomlTable;
    }
}
