using System.Text;
using Coaster.Posix;

namespace Coaster.Injection.Driver;

/// <summary>
/// The kernel's word on the driver, /proc. A driver root that has a <c>proc/driver/nvidia</c> of its own speaks for itself (a simulated
/// driver does); for every other one it is the machine's.
/// </summary>
internal sealed class DriverProc
{
    private const int MaxBytes = 1 << 20;
    private readonly RootDirectory _root;
    private readonly Dictionary<string, string?> _read = new(StringComparer.Ordinal);

    internal DriverProc(RootDirectory root) => (_root, IsOwn) = (root, root.IsDirectory("proc/driver/nvidia"));

    /// <summary>Whether the driver root speaks for itself; what the machine's own kernel says of its devices is then not about these.</summary>
    internal bool IsOwn { get; }

    /// <summary>The text of a file below /proc, as it was when it was first asked for, or null when it is not there.</summary>
    internal string? Read(string path)
    {
        if (!_read.TryGetValue(path, out var text))
            _read[path] = text = ReadNow(path);
        return text;
    }

    /// <summary>The value of a <c>Name: value</c> line of a file below /proc.</summary>
    internal string? Field(string path, string name)
    {
        foreach (var line in Read(path)?.Split('\n') ?? [])
            if (line.StartsWith(name + ":", StringComparison.Ordinal))
                return line[(name.Length + 1)..].Trim();
        return null;
    }

    private string? ReadNow(string path)
    {
        if (IsOwn)
            return _root.ReadFile("proc/" + path, MaxBytes) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        return PlainFile.TryReadText("/proc/" + path);
    }
}
