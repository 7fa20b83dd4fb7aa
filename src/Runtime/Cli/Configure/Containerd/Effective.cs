using System.Text;
using Coaster.Cli.Configure.Changes;
using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>What containerd makes of its files, with our own left out or put to the test, before any of them is touched.</summary>
internal sealed class Effective(IContainerd containerd, ConfigFile main, TomlDocument document, string dropIn)
{
    /// <summary>The configuration without our file.</summary>
    public TomlTable WithoutOurs(long version) => Try(version, null);

    /// <summary>The configuration with a content for our file.</summary>
    public TomlTable With(long version, byte[] content) => Try(version, content);

    // The copy is for its reader alone: registries' passwords may be in it.
    private TomlTable Try(long version, byte[]? content)
    {
        var folder = Directory.CreateTempSubdirectory("coaster-containerd-").FullName;
        try
        {
            var (copy, ours) = (Path.Combine(folder, "config.toml"), Path.Combine(folder, "99-coaster.toml"));
            if (content is not null)
                File.WriteAllBytes(ours, content);
            File.WriteAllText(copy, Copy(version, content is null ? null : ours));
            return containerd.Dump(copy);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Copy(long version, string? ours)
    {
        var imports = ImportsEdit.Elsewhere(document.Root, Path.GetDirectoryName(main.Path)!, dropIn);
        if (ours is not null)
            imports.Add(new TomlString(ours));
        var text = new StringBuilder(document.Text);
        if (document.Root["imports"] is { } present && document.SpanOf(present) is { } span)
            return text.Remove(span.Start, span.End - span.Start).Insert(span.Start, TomlWriter.Value(imports)).ToString();
        text.Insert(0, $"imports = {TomlWriter.Value(imports)}\n");
        return document.Root["version"] is null ? text.Insert(0, $"version = {version}\n").ToString() : text.ToString();
    }
}
