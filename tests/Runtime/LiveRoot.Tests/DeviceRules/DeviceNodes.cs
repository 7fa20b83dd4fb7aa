using Coaster.Oci;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.LiveRoot.Tests.DeviceRules;

/// <summary>Device nodes to try: of numbers that no driver has, so that only the rules decide what an open is told.</summary>
internal sealed class DeviceNodes : IDisposable
{
    public const int Major = 1000;
    public const string Allowed = "No such device or address";
    public const string Forbidden = "Operation not permitted";

    private readonly TempFolder _folder = new();

    /// <summary>A node of that minor number.</summary>
    public string this[int minor] => Node($"device{minor}", Major, minor);

    /// <summary>A device that opens whenever it is allowed.</summary>
    public string Null => Node("null", 1, 3);

    /// <summary>Another one.</summary>
    public string Zero => Node("zero", 1, 5);

    /// <summary>A file beside them.</summary>
    public string File(string name) => _folder[name];

    public static DeviceNode Of(int minor, string access = "rw") => new($"/dev/device{minor}", Major, minor, Access: access);

    public void Dispose() => _folder.Dispose();

    private string Node(string name, int major, int minor)
    {
        var path = _folder[name];
        if (!System.IO.File.Exists(path) && !FileNodes.TryMakeCharacterDevice(path, major, minor))
            throw new InvalidOperationException($"cannot make {path}");
        return path;
    }
}
