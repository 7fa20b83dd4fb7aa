using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Quota.Counters;
using Coaster.Quota.Limits;

namespace Coaster.Quota;

/// <summary>
/// The files of one container's quota, below the state directory. They are on a file system of their own that is exactly full: the container may
/// write to its counters, and would otherwise fill the machine's memory through them.
/// </summary>
public sealed class QuotaFolder
{
    private const string Parent = "quota";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Three files and the folder itself.
    private const int Inodes = 4;

    private readonly string _parent;

    private QuotaFolder(string parent, string id) => (_parent, Path) = (parent, System.IO.Path.Combine(parent, id));

    /// <summary>The folder; only root may enter it.</summary>
    public string Path { get; }

    /// <summary>The limits, see <see cref="LimitsFile"/>.</summary>
    public string Limits => System.IO.Path.Combine(Path, "limits");

    /// <summary>The counters, see <see cref="CountersFile"/>.</summary>
    public string Counters => System.IO.Path.Combine(Path, "counters");

    /// <summary>What the container has as <c>/etc/ld.so.preload</c>.</summary>
    public string Preload => System.IO.Path.Combine(Path, "ld.so.preload");

    /// <summary>Whether the folder is there.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>The folder of a container, whether it is there or not.</summary>
    /// <param name="stateDirectory">The state directory, <c>/run/coaster</c> on most machines.</param>
    /// <param name="id">The container's id.</param>
    public static QuotaFolder Of(string stateDirectory, string id) => Identifiers.IsName(id)
        ? new QuotaFolder(System.IO.Path.Combine(stateDirectory, Parent), id)
        : throw new ArgumentException("not a container id: " + id, nameof(id));

    /// <summary>The containers that have a folder.</summary>
    /// <param name="stateDirectory">The state directory.</param>
    public static IReadOnlyList<string> Ids(string stateDirectory) => Directory.Exists(System.IO.Path.Combine(stateDirectory, Parent))
        ? [.. Directory.GetDirectories(System.IO.Path.Combine(stateDirectory, Parent)).Select(folder => System.IO.Path.GetFileName(folder)).Where(Identifiers.IsName)]
        : [];

    /// <summary>Makes the folder with its files; what was there of an earlier container of this id is gone.</summary>
    /// <param name="limits">What the container may take.</param>
    /// <param name="preload">The content of its <c>/etc/ld.so.preload</c>.</param>
    /// <exception cref="IOException">It cannot be made; nothing of it is there then.</exception>
    public void Make(ContainerLimits limits, ReadOnlySpan<byte> preload)
    {
        Remove();
        Directory.CreateDirectory(_parent, OwnerOnly);
        Directory.CreateDirectory(Path, OwnerOnly);
        try
        {
            Mounts.Memory(Path, WholePages(Region.LimitsBytes) + WholePages(Region.CountersBytes) + WholePages(preload.Length), Inodes);
            LimitsFile.Create(Limits, limits);
            CountersFile.Create(Counters);
            QuotaFiles.Create(Preload, preload, QuotaFiles.Readable);
        }
        catch
        {
            Remove();
            throw;
        }
    }

    /// <summary>Takes the folder away; nothing happens when it is not there. A container that runs on keeps what it has mounted.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public void Remove()
    {
        if (!Exists)
            return;
        Mounts.Detach(Path);
        Directory.Delete(Path, recursive: true);
    }

    private static long WholePages(long bytes) => (bytes + Environment.SystemPageSize - 1) / Environment.SystemPageSize * Environment.SystemPageSize;
}
