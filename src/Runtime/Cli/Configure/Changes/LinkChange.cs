namespace Coaster.Cli.Configure.Changes;

/// <summary>A name that leads to our program is made, led elsewhere, or taken away.</summary>
/// <param name="path">The name.</param>
/// <param name="after">Where it leads then; null for nowhere.</param>
/// <param name="line">What that is for.</param>
internal sealed class LinkChange(string path, string? after, string line) : IChange
{
    private readonly string? _before = Symlink.TargetOf(path);

    public string Line { get; } = line;

    public string Diff => UnifiedDiff.OfLinks(path, _before, after);

    /// <summary>The change, when it is one.</summary>
    public static IEnumerable<LinkChange> If(string path, string? after, string line)
    {
        if (Symlink.TargetOf(path) != after)
            yield return new LinkChange(path, after, line);
    }

    public void Apply() => Put(after);

    public bool IsDone() => Symlink.TargetOf(path) == after;

    public void Undo() => Put(_before);

    private void Put(string? target)
    {
        if (target is null)
            File.Delete(path);
        else
            Symlink.Put(path, target);
    }
}
