using System.Text;
using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Enforcement.Tiers;

/// <summary>
/// What limits the driver was told, a file for each container: written before the driver is told, and removed after it was told again, so that an agent
/// after this one knows what to take back. A line for the cgroup, and one for each GPU.
/// </summary>
/// <param name="folder">Where the files are.</param>
internal sealed class LimitRecords(string folder)
{
    private const int MaxBytes = 1 << 14;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal IReadOnlyDictionary<string, LimitedCgroup> Read() => !Directory.Exists(folder)
        ? new Dictionary<string, LimitedCgroup>()
        : new DirectoryInfo(folder).GetFiles().Where(file => Identifiers.IsName(file.Name) && file.Length is > 0 and < MaxBytes)
            .ToDictionary(file => file.Name, file => Parse(File.ReadAllLines(file.FullName)), StringComparer.Ordinal);

    /// <exception cref="IOException">It cannot be kept.</exception>
    internal void Keep(string id, LimitedCgroup limited)
    {
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        AtomicFile.Write(Path.Combine(folder, id), Encoding.UTF8.GetBytes(string.Join('\n', [limited.Folder, .. limited.Gpus])), OwnerOnly, durable: false);
    }

    internal void Forget(string id) => File.Delete(Path.Combine(folder, id));

    private static LimitedCgroup Parse(string[] lines) => new(lines[0], lines[1..]);
}
