using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>The part of containerd's configuration that Kubernetes uses, and our runtime in it.</summary>
internal static class CriSection
{
    /// <summary>The plugin in configurations of version 2.</summary>
    public const string Former = "io.containerd.grpc.v1.cri";

    /// <summary>The plugin from version 3 on.</summary>
    public const string Current = "io.containerd.cri.v1.runtime";

    private const string RuncShim = "io.containerd.runc.v2";
    private const string Runtimes = "runtimes";
    private const string DefaultName = "default_runtime_name";

    /// <summary>The section as containerd sees it; null where the plugin has none.</summary>
    public static TomlTable? Of(TomlTable effective) => (effective.Find("plugins", Current) ?? effective.Find("plugins", Former)) as TomlTable;

    public static TomlTable? Containerd(TomlTable effective) => Of(effective)?["containerd"] as TomlTable;

    public static TomlTable? Ours(TomlTable effective) => Containerd(effective)?.Find(Runtimes, ConfigureOptions.RuntimeName) as TomlTable;

    public static string? DefaultOf(TomlTable effective) => (Containerd(effective)?[DefaultName] as TomlString)?.Value;

    /// <summary>The path that our runtime's entry leads to.</summary>
    public static string? BinaryOf(TomlTable effective) => (Ours(effective)?.Find("options", "BinaryName") as TomlString)?.Value;

    /// <summary>
    /// The content of our file. Before containerd 2.0 an imported section takes the place of the whole section, so it has to hold all of it
    /// (https://github.com/containerd/containerd/issues/5837); later ones merge.
    /// </summary>
    public static TomlTable DropIn(TomlTable effective, long version, bool merges, ConfigureOptions options)
    {
        var section = merges ? new TomlTable() : Of(effective)!.DeepClone();
        var containerd = section.TableOrNew("containerd");
        containerd.TableOrNew(Runtimes)[ConfigureOptions.RuntimeName] = Runtime(effective, options.Runtime);
        if (options.Default)
            containerd[DefaultName] = new TomlString(ConfigureOptions.RuntimeName);
        var plugins = new TomlTable { { version < 3 ? Former : Current, section } };
        return new TomlTable { { "version", new TomlInteger(version) }, { "plugins", plugins } };
    }

    /// <summary>A configuration without what a configuration of ours may change, to compare two.</summary>
    public static TomlTable WithoutOurs(TomlTable effective)
    {
        var rest = effective.DeepClone();
        rest.Remove("imports");
        (Containerd(rest)?[Runtimes] as TomlTable)?.Remove(ConfigureOptions.RuntimeName);
        if (DefaultOf(rest) == ConfigureOptions.RuntimeName)
            Containerd(rest)!.Remove(DefaultName);
        return rest;
    }

    private static TomlTable Runtime(TomlTable effective, string path)
    {
        var runtime = Model(effective)?.DeepClone() ?? new TomlTable();
        runtime["runtime_type"] = new TomlString(RuncShim);
        runtime.TableOrNew("options")["BinaryName"] = new TomlString(path);
        return runtime;
    }

    /// <summary>The runtime whose settings ours inherits: runc, else the default; only the shim of runc has them.</summary>
    private static TomlTable? Model(TomlTable effective)
    {
        var runtimes = Containerd(effective)?[Runtimes] as TomlTable;
        var names = new[] { "runc", DefaultOf(effective) ?? "runc" };
        return names.Select(name => runtimes?[name] as TomlTable).FirstOrDefault(runtime => runtime?["runtime_type"] is TomlString { Value: RuncShim });
    }
}
