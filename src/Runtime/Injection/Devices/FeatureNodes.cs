using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Injection.Devices;

/// <summary>
/// The devices of other kernel modules that work with GPUs. No table tells their numbers, so they are as the nodes in the driver root's
/// /dev have them.
/// </summary>
internal static class FeatureNodes
{
    private static readonly (DriverFeatures Feature, string Variable, string Folder, string[] Prefixes, string Mend)[] Known =
    [
        (DriverFeatures.Gds, "NVIDIA_GDS", "/dev", ["nvidia-fs"], "Load its kernel module with: modprobe nvidia-fs"),
        (DriverFeatures.Mofed, "NVIDIA_MOFED", "/dev/infiniband", ["uverbs", "rdma_cm"], "Load its kernel modules with: modprobe -a ib_uverbs rdma_ucm"),
        (DriverFeatures.GdrCopy, "NVIDIA_GDRCOPY", "/dev", ["gdrdrv"], "Load its kernel module with: modprobe gdrdrv"),
        (DriverFeatures.NvSwitch, "NVIDIA_NVSWITCH", "/dev", ["nvidia-nvswitch"], "Start nvidia-fabricmanager on a machine with NVLink switches"),
    ];

    /// <summary>Files that programs of GPUDirect Storage read besides the devices.</summary>
    private static readonly string[] StorageFiles = ["/run/udev", "/etc/cufile.json"];

    /// <exception cref="CoasterException">A feature has no device.</exception>
    internal static IEnumerable<DeviceNode> Of(RootDirectory driverRoot, DriverFeatures features)
    {
        foreach (var (feature, variable, folder, prefixes, mend) in Known)
        {
            if (!features.HasFlag(feature))
                continue;
            var nodes = InFolder(driverRoot, folder, prefixes).ToList();
            if (nodes.Count == 0)
                throw new CoasterException($"cannot give the container what {variable} asks for", $"there is no {folder}/{prefixes[0]}*", mend);
            foreach (var node in nodes)
                yield return node;
        }
    }

    /// <summary>The files of the features, in the container and on the host; a machine need not have them.</summary>
    internal static IEnumerable<(string Path, string HostPath)> Files(RootDirectory driverRoot, DriverFeatures features)
    {
        foreach (var file in features.HasFlag(DriverFeatures.Gds) ? StorageFiles : [])
            if (driverRoot.RealPath(file) is { } hostPath)
                yield return (file, hostPath);
    }

    private static IEnumerable<DeviceNode> InFolder(RootDirectory driverRoot, string folder, string[] prefixes) =>
        from name in driverRoot.List(folder)
        where prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        let device = driverRoot.FindDevice($"{folder}/{name}")
        where device is not null
        select new DeviceNode($"{folder}/{name}", device.Value.Major, device.Value.Minor, device.Value.Permissions, device.Value.Uid, device.Value.Gid);
}
