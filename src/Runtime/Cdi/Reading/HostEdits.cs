using Coaster.Cdi.Model;
using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Cdi.Reading;

/// <summary>Completes edits with what this machine's device nodes are at this moment.</summary>
internal static class HostEdits
{
    private const int Everyone = 0b110_110_110;

    /// <param name="edits">The edits as written.</param>
    /// <param name="file">Their specification.</param>
    /// <exception cref="CoasterException">A device is not there, or is another than the specification says.</exception>
    internal static ContainerEdits Complete(CdiEdits edits, string file) =>
        new([.. edits.DeviceNodes.Select(node => Complete(node, file))], [.. edits.Mounts.Select(Mount)], edits.Env)
        {
            Hooks = edits.Hooks,
            AdditionalGids = edits.AdditionalGids,
            NetDevices = edits.NetDevices,
            IntelRdt = edits.IntelRdt,
        };

    private static DeviceNode Complete(CdiDeviceNode node, string file)
    {
        var (type, major, minor) = node is { Type: { } given } && (node.Major != 0 || given == 'p')
            ? (given, node.Major, node.Minor)
            : OnHost(node, file);
        return new DeviceNode(node.Path, major, minor, node.FileMode ?? Everyone, node.Uid ?? 0, node.Gid ?? 0, type, Access(node.Permissions))
        {
            OwnedByUser = node.Uid is null,
            OwnedByGroup = node.Gid is null,
        };
    }

    private static (char Type, int Major, int Minor) OnHost(CdiDeviceNode node, string file)
    {
        var path = node.HostPath ?? node.Path;
        var device = DeviceFile.At(path) ?? throw Failed(node, $"{path} is not a device", file);
        if (node.Type is { } given && Named(given) != device.Type)
            throw Failed(node, $"{path} is of type {device.Type}, and not {given}", file);
        return node.Major != 0 ? (device.Type, node.Major, node.Minor) : (device.Type, device.Major, device.Minor);
    }

    /// <summary>An unbuffered character device is one like any other since there are no others.</summary>
    private static char Named(char type) => type == 'u' ? 'c' : type;

    private static string Access(string? permissions) => permissions switch
    {
        null => "rwm",
        CdiDeviceNode.NoPermissions => "",
        _ => permissions,
    };

    private static OciMount Mount(CdiMount mount) => new(mount.HostPath, mount.ContainerPath, mount.Options, mount.Type ?? "bind");

    private static CoasterException Failed(CdiDeviceNode node, string why, string file) => new(
        $"cannot give the container the device {node.Path}",
        $"{why}, as {file} says it is",
        "Write that specification again with the tool that made it; ours: coaster cdi generate");
}
