using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Cdi.Writing;

/// <summary>
/// Publishes the machine's GPUs as specifications, and settles with NVIDIA's toolkit who writes its kind: as long as theirs is there, ours is
/// not, unless theirs was moved aside. Every step can be interrupted and done again.
/// </summary>
public sealed class GpuSpecPublisher
{
    private readonly IReadOnlyList<string> _folders;
    private readonly OwnSpecs _own;
    private readonly NvidiaSpecs _nvidia;

    /// <summary>Creates the publisher.</summary>
    /// <param name="folders">The folders, least important first; ours go into the last.</param>
    public GpuSpecPublisher(IReadOnlyList<string> folders)
        : this(folders, Programs.Find)
    {
    }

    internal GpuSpecPublisher(IReadOnlyList<string> folders, Func<string, string?> findProgram) =>
        (_folders, _own, _nvidia) = (folders, new OwnSpecs(folders[^1]), new NvidiaSpecs(folders, findProgram));

    /// <summary>Writes the specifications; the file of a kind that has nothing to offer is removed.</summary>
    /// <param name="offer">What there is.</param>
    /// <param name="kinds">The kinds to write.</param>
    /// <param name="replaceNvidia">Whether to take NVIDIA's kind over; once it was taken over it stays so until <see cref="Remove"/>.</param>
    /// <exception cref="CoasterException">A folder cannot be written.</exception>
    public Publication Publish(GpuOffer offer, IReadOnlyCollection<string> kinds, bool replaceNvidia) => InFolders(() =>
    {
        var isOver = replaceNvidia || _nvidia.Saved.Count > 0;
        var keptOff = isOver || !kinds.Contains(GpuKind.Nvidia) ? [] : KeptOff(offer.Hook);
        var moved = isOver && kinds.Contains(GpuKind.Nvidia) ? _nvidia.MoveAside() : [];
        if (keptOff.Count > 0)
            _own.Remove(GpuKind.Nvidia);
        var written = kinds.Where(kind => kind != GpuKind.Nvidia || keptOff.Count == 0).Select(kind => Publish(offer, kind));
        return new Publication([.. written], moved, keptOff);
    });

    /// <summary>Removes our files and then moves NVIDIA's back; nothing happens when there is nothing to do.</summary>
    /// <returns>The files that were removed, and those that were moved back.</returns>
    /// <exception cref="CoasterException">A folder cannot be written.</exception>
    public (IReadOnlyList<string> Removed, IReadOnlyList<string> MovedBack) Remove() => InFolders(() =>
    {
        var removed = GpuKind.All.Where(_own.Remove).Select(_own.FileOf).ToList();
        return (removed, _nvidia.MoveBack());
    });

    /// <summary>A hook alone keeps us off only at first: where our file is already, somebody wanted it.</summary>
    private IReadOnlyList<string> KeptOff(OwnHook own) => _nvidia.Files is { Count: > 0 } files ? files
        : !_own.Has(GpuKind.Nvidia) && _nvidia.Hook(own) is { } hook ? [hook]
        : [];

    private PublishedSpec Publish(GpuOffer offer, string kind) => new(
        _own.FileOf(kind),
        kind,
        offer.Names,
        offer.Devices.Count > 0 ? _own.Write(kind, offer.Text(kind)) : _own.Remove(kind));

    private T InFolders<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException(
                $"cannot write CDI specifications in {string.Join(", ", _folders)}",
                error.Message.TrimEnd('.'),
                "Run it as root, or name another folder with --output",
                error);
        }
    }
}
