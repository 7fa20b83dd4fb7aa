using System.Globalization;
using Coaster.Injection.Driver;
using Coaster.Oci;

namespace Coaster.Injection.Devices;

/// <summary>
/// The driver's nodes by their numbers. Numbers come from the kernel's tables rather than from the nodes in /dev, which a freshly booted
/// machine does not have yet.
/// </summary>
internal sealed class DriverNodes
{
    private readonly DriverProc _proc;
    private readonly NodePermissions _permissions;

    internal DriverNodes(DriverProc proc) => (_proc, Majors, _permissions) = (proc, new DeviceMajors(proc), NodePermissions.Read(proc));

    internal DeviceMajors Majors { get; }

    /// <summary>A node with the permissions that the administrator gave the driver's nodes.</summary>
    internal DeviceNode Node(string path, int major, int minor) =>
        new(path, major, minor, _permissions.Mode, _permissions.Uid, _permissions.Gid);

    /// <summary>The node that stands for a right, or null when the driver does not know the right.</summary>
    /// <param name="right">The right's file below <c>/proc/driver/nvidia/capabilities</c>.</param>
    internal DeviceNode? Capability(string right) =>
        Majors.Caps is { } major && Minor(right) is { } minor ? Node($"/dev/nvidia-caps/nvidia-cap{minor}", major, minor) : null;

    private int? Minor(string right) =>
        int.TryParse(_proc.Field(CapabilityFile(right), "DeviceFileMinor"), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? minor
            : null;

    /// <summary>The right's file below /proc.</summary>
    internal static string CapabilityFile(string right) => "driver/nvidia/capabilities/" + right;
}
