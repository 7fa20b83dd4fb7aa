using Coaster.Cli.Configure.Containerd;
using Coaster.Toml;

namespace Coaster.Cli.Tests.Configure;

/// <summary>A containerd that loads files as the real one does: imported sections take the place of whole sections, or (2.0) are merged.</summary>
internal sealed class FakeContainerd(bool merges) : IContainerd
{
    private const string Section =
        """
        sandbox_image = "registry.k8s.io/pause:3.6"
        containerd = { default_runtime_name = "runc", runtimes.runc = { runtime_type = "io.containerd.runc.v2", options = { SystemdCgroup = false } } }
        """;

    private string Plugin => merges ? CriSection.Current : CriSection.Former;

    public TomlTable Defaults() => new()
    {
        { "version", new TomlInteger(merges ? 3 : 2) },
        { "plugins", new TomlTable { { Plugin, TomlDocument.Parse(Section).Root } } },
    };

    public TomlTable Dump(string path)
    {
        var result = Defaults();
        var loaded = new List<string>();
        for (var pending = new Queue<string>([path]); pending.TryDequeue(out var next);)
        {
            if (loaded.Contains(next))
                continue;
            loaded.Add(next);
            var file = Load(next);
            Merge(result, file);
            foreach (var import in (file["imports"] as TomlArray ?? []).Cast<TomlString>())
                foreach (var found in Resolve(next, import.Value))
                    pending.Enqueue(found);
        }

        result["imports"] = new TomlArray(loaded.Select(name => new TomlString(name)));
        return result;
    }

    private static TomlTable Load(string path)
    {
        try
        {
            return TomlDocument.Parse(File.ReadAllBytes(path)).Root;
        }
        catch (Exception error) when (error is IOException or TomlException)
        {
            throw new ContainerdException($"containerd: failed to load TOML: {Path.GetFileName(path)}");
        }
    }

    private static IEnumerable<string> Resolve(string parent, string import) => import.Contains('*')
        ? Directory.Exists(Path.GetDirectoryName(import)) ? Directory.GetFiles(Path.GetDirectoryName(import)!, Path.GetFileName(import)).Order(StringComparer.Ordinal) : []
        : [Path.Combine(Path.GetDirectoryName(parent)!, import)];

    private void Merge(TomlTable result, TomlTable file)
    {
        foreach (var (key, value) in file)
            if (key == "plugins")
                foreach (var (name, section) in (TomlTable)value)
                    Plug(result.TableOrNew("plugins"), name, (TomlTable)section);
            else
                result[key] = value;
    }

    private void Plug(TomlTable plugins, string name, TomlTable section)
    {
        var known = merges && name == CriSection.Former ? CriSection.Current : name;
        var below = merges ? plugins.TableOrNew(known) : ((TomlTable?)Defaults().Find("plugins", known) ?? new TomlTable());
        Deep(below, section);
        plugins[known] = below;
    }

    private static void Deep(TomlTable below, TomlTable above)
    {
        foreach (var (key, value) in above)
            if (value is TomlTable table && below[key] is TomlTable present)
                Deep(present, table);
            else
                below[key] = value is TomlTable copied ? copied.DeepClone() : value;
    }
}
