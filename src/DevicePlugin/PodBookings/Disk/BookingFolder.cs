using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.PodBookings.Disk;

/// <summary>
/// The accepted bookings and the keys in files: <c>pods/UID.json</c> and <c>keys.json</c>. Each is replaced as a whole, so that a crash leaves the
/// old or the new. A file that cannot be read is moved aside to <c>NAME.broken</c>.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="troubled">Told what is broken or cannot be done.</param>
internal sealed class BookingFolder(string folder, Action<string> troubled)
{
    private const string Ending = ".json";
    private const int MaxBytes = 4 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _pods = Path.Combine(folder, "pods");
    private readonly string _keys = Path.Combine(folder, "keys.json");

    /// <summary>Makes the folders, and clears up what a crash left.</summary>
    /// <exception cref="CoasterException">The folders cannot be made.</exception>
    public void Prepare()
    {
        try
        {
            foreach (var path in new[] { folder, _pods })
            {
                Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
                File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
                foreach (var leftover in Directory.EnumerateFiles(path, "*" + AtomicFile.TemporarySuffix))
                    File.Delete(leftover);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CoasterException.Unexpected($"cannot keep bookings in {folder}", e);
        }
    }

    /// <summary>All pods whose files can be read; the others are moved aside.</summary>
    public IReadOnlyList<StoredPod> ReadPods(int most)
    {
        var pods = new List<StoredPod>();
        foreach (var path in Directory.GetFiles(_pods, "*" + Ending).Order(StringComparer.Ordinal))
            if (Read(path, StoredPodCodec.Decode) is not { } pod)
                continue;
            else if (pods.Count >= most || PathOf(pod.Facts.Pod.Uid) != path)
                SetAside(path, pods.Count >= most ? $"there are more than {most} pods" : "it is another pod's");
            else
                pods.Add(pod);
        return pods;
    }

    /// <summary>The keys, or null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? ReadKeys() => Read(_keys, KeyFileCodec.Decode);

    /// <summary>Writes a pod's file.</summary>
    /// <returns>Whether it is on the disk.</returns>
    public bool Write(StoredPod pod) => Write(PathOf(pod.Facts.Pod.Uid), StoredPodCodec.Encode(pod));

    /// <summary>Writes the keys' file.</summary>
    public bool Write(IReadOnlyDictionary<string, string> keys) => Write(_keys, KeyFileCodec.Encode(keys));

    public void Remove(string uid) => Try($"remove {PathOf(uid)}", () => File.Delete(PathOf(uid)));

    /// <summary>Moves a pod's file aside.</summary>
    public void SetAside(StoredPod pod, string why) => SetAside(PathOf(pod.Facts.Pod.Uid), why);

    private string PathOf(string uid) => Path.Combine(_pods, uid + Ending);

    private T? Read<T>(string path, Func<ReadOnlyMemory<byte>, T> decode)
        where T : class
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return null;
            if (file.LinkTarget is not null || file.Length > MaxBytes)
                throw new CodecException("", "is no file of ours");
            return decode(PlainFile.Read(path));
        }
        catch (Exception e) when (e is CodecException or IOException or UnauthorizedAccessException)
        {
            SetAside(path, e.Message);
            return null;
        }
    }

    private void SetAside(string path, string why)
    {
        troubled($"{path} is not used and moved aside: {why.TrimEnd('.')}");
        Try($"move {path} aside", () => File.Move(path, path + ".broken", overwrite: true));
    }

    private bool Write(string path, ReadOnlyMemory<byte> content) =>
        Try($"write {path}", () => AtomicFile.Write(path, content.Span, OwnerOnly, durable: true));

    private bool Try(string what, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            troubled($"cannot {what}: {e.Message.TrimEnd('.')}");
            return false;
        }
    }
}
