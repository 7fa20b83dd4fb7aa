using Coaster.Posix;

namespace Coaster.Cli.Configure.Changes;

/// <summary>A name of another's program leads to ours, and the other's is kept beside it; or the other way round.</summary>
/// <param name="path">The name.</param>
/// <param name="target">Our program, to take the name over; null to give it back.</param>
/// <param name="line">What that is for.</param>
internal sealed class TakeOverChange(string path, string? target, string line) : IChange
{
    private readonly string? _ours = Symlink.TargetOf(path);

    public string Line { get; } = line;

    public string Diff => target is null
        ? $"rename {SavedOf(path)} => {path}\n"
        : $"rename {path} => {SavedOf(path)}\n{UnifiedDiff.OfLinks(path, null, target)}";

    /// <summary>The name under which the other's program is kept.</summary>
    public static string SavedOf(string path) => path + ".coaster-saved";

    public void Apply()
    {
        if (target is null)
            File.Move(SavedOf(path), path, overwrite: true);
        else
            Take(target);
    }

    public bool IsDone() => (target is null) != Symlink.IsTaken(SavedOf(path)) && (target is null || Symlink.TargetOf(path) == target);

    public void Undo()
    {
        if (target is null)
            Take(_ours!);
        else if (Symlink.IsTaken(SavedOf(path)))
            File.Move(SavedOf(path), path, overwrite: true);
    }

    // The second name comes first, so that at no moment the name leads nowhere.
    private void Take(string ours)
    {
        File.Delete(SavedOf(path));
        FileNodes.Link(path, SavedOf(path));
        Symlink.Put(path, ours);
    }
}
