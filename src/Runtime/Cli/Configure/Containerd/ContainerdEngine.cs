using System.Text;
using Coaster.Cli.Configure.Changes;
using Coaster.GpuModel;
using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>containerd, as Kubernetes uses it: a file of ours that the main file imports.</summary>
internal sealed class ContainerdEngine(IContainerd containerd) : IEngine
{
    private const string UsualConfig = "/etc/containerd/config.toml";
    private const string Reload = "to make containerd read it: systemctl restart containerd (containers keep running)";
    private const string FrozenNote =
        "note: this containerd takes the CRI section from our file as a whole; after a change of that section elsewhere run this command again";

    // A file that is not imported yet harms nobody; an import of a file that is not there keeps containerd from starting.
    public Plan Configure(ConfigureOptions options)
    {
        var (main, document, dropIn) = Read(options);
        var supported = Ask(() => VersionOf(containerd.Defaults()));
        var version = document.Root.Count == 0 ? supported : Checked(main, document);
        var effective = new Effective(containerd, main, document, dropIn.Path);
        var before = Ask(() => effective.WithoutOurs(version));
        CheckEnabled(main, before);
        var kept = options with { Default = options.Default || HadDefault(dropIn) };
        var content = DropIn.Bytes(CriSection.DropIn(before, version, merges: supported > 2, kept));
        Compare(before, Ask(() => effective.With(version, content)), kept);
        IChange[] changes =
        [
            .. FileChange.If(dropIn, content, $"wrote {dropIn.Path}: runtime {ConfigureOptions.RuntimeName} is {options.Runtime}{(kept.Default ? ", and the default" : "")}")
                .Select(change => new FileChange(dropIn, content, change.Line) { NewMode = main.Mode ?? ConfigFile.OrdinaryMode }),
            .. FileChange.If(main, Imported(main, document, dropIn.Path, version), $"wrote {main.Path}: it imports {dropIn.Path}"),
        ];
        return new Plan(changes, supported > 2 || changes.Length == 0 ? [] : [FrozenNote], Reload, () => Compare(before, Ask(() => containerd.Dump(main.Path)), kept));
    }

    public Plan Remove(ConfigureOptions options)
    {
        var (main, document, dropIn) = Read(options);
        var after = main.Content is null ? null : Encoding.UTF8.GetBytes(ImportsEdit.Remove(document, dropIn.Path));
        if (after is not null && after.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(DropIn.Header)))
            after = null;
        IChange[] changes =
        [
            .. FileChange.If(main, after, after is null ? $"removed {main.Path}" : $"wrote {main.Path}: it no longer imports {dropIn.Path}"),
            .. FileChange.If(dropIn, null, $"removed {dropIn.Path}"),
        ];
        return new Plan(changes, [], Reload, () => { });
    }

    private static (ConfigFile Main, TomlDocument Document, ConfigFile DropIn) Read(ConfigureOptions options)
    {
        var main = ConfigFile.Read(options.Config ?? UsualConfig);
        var document = EngineToml.Parse(main);
        if (document.Root["imports"] is { } imports && (imports is not TomlArray list || list.Any(item => item is not TomlString)))
            throw BrokenFile.At(main.Path, document.LineOf(document.SpanOf(imports)?.Start ?? 0), "imports is not a list of files");
        return (main, document, ConfigFile.Read(Path.Combine(Path.GetDirectoryName(main.Path)!, "conf.d", "99-coaster.toml")));
    }

    private static byte[] Imported(ConfigFile main, TomlDocument document, string dropIn, long version)
    {
        if (ImportsEdit.Has(document.Root, dropIn))
            return main.Content!;
        var text = ImportsEdit.Add(document, dropIn, version);
        return Encoding.UTF8.GetBytes(main.Content is null ? DropIn.Header + text : text);
    }

    private static long Checked(ConfigFile main, TomlDocument document)
    {
        if (VersionOf(document.Root) is >= 2 and var version)
            return version;
        throw new CoasterException(
            "cannot configure containerd",
            $"{main.Path} is of version 1, which containerd 2 no longer reads",
            "Write it as version 2 (containerd 1.7 and later print it with: containerd config migrate), and run this again; nothing was changed");
    }

    private static long VersionOf(TomlTable table) => (table["version"] as TomlInteger)?.Value ?? 1;

    private static void CheckEnabled(ConfigFile main, TomlTable effective)
    {
        if (CriSection.Of(effective) is null)
            throw new CoasterException("cannot configure containerd", "it has no CRI plugin", "Install a containerd that was built with it; nothing was changed");
        var disabled = (effective["disabled_plugins"] as TomlArray ?? []).OfType<TomlString>();
        if (disabled.FirstOrDefault(plugin => plugin.Value is CriSection.Former or CriSection.Current) is { } named)
            throw new CoasterException(
                "cannot configure containerd", $"its CRI plugin is off", $"Take {named.Value} out of disabled_plugins in {main.Path}; nothing was changed");
    }

    private static bool HadDefault(ConfigFile dropIn) =>
        dropIn.Content is not null && CriSection.DefaultOf(EngineToml.Parse(dropIn).Root) == ConfigureOptions.RuntimeName;

    private static void Compare(TomlTable before, TomlTable after, ConfigureOptions options)
    {
        var wanted = CriSection.WithoutOurs(before);
        if (options.Default)
            CriSection.Containerd(wanted)?.Remove("default_runtime_name");
        var problem = TomlDifference.First(wanted, CriSection.WithoutOurs(after)) is { } key
            ? $"{key} would change too"
            : CriSection.BinaryOf(after) != options.Runtime || (options.Default && CriSection.DefaultOf(after) != ConfigureOptions.RuntimeName)
                ? "another imported file takes the place of ours"
                : null;
        if (problem is not null)
            throw new CoasterException(
                "cannot configure containerd", problem, "Move the CRI plugin's settings of the imported files into the main file; nothing was changed");
    }

    private static T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (ContainerdException error)
        {
            throw new CoasterException("cannot configure containerd", error.Message, "Mend what containerd says; nothing was changed", error);
        }
    }
}
