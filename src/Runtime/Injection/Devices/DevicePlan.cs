using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Driver;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Injection.Devices;

/// <summary>The device nodes that a container needs for the GPUs and MIG devices that were booked for it, and no others.</summary>
internal sealed class DevicePlan
{
    /// <summary>The node that every client of the driver opens first.</summary>
    internal const string Control = "/dev/nvidiactl";

    private const int ControlMinor = 255;
    private const int ModesetMinor = 254;
    private readonly RootDirectory _driverRoot;
    private readonly DriverProc _proc;
    private readonly DriverNodes _nodes;

    internal DevicePlan(RootDirectory driverRoot, DriverProc proc) => (_driverRoot, _proc, _nodes) = (driverRoot, proc, new DriverNodes(proc));

    /// <summary>The nodes, each once.</summary>
    /// <exception cref="CoasterException">The kernel does not have what a node needs.</exception>
    internal IReadOnlyList<DeviceNode> For(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs)
    {
        var list = devices.ToList();
        var nodes = new List<DeviceNode>(ControlNodes(needs.Capabilities));
        foreach (var (gpu, mig) in list)
            nodes.AddRange(ForDevice(gpu, mig, needs.Capabilities));
        nodes.AddRange(MigNodes.Management(_nodes, list.ConvertAll(device => device.Gpu), needs));
        nodes.AddRange(ImexNodes.Of(_nodes, needs.ImexChannels));
        nodes.AddRange(FeatureNodes.Of(_driverRoot, needs.Features));
        var paths = new HashSet<string>(StringComparer.Ordinal);
        return nodes.FindAll(node => paths.Add(node.Path));
    }

    private IEnumerable<DeviceNode> ControlNodes(DriverCapabilities capabilities)
    {
        yield return _nodes.Node(Control, _nodes.Majors.Gpu, ControlMinor);
        if (HasPictures(capabilities))
            yield return _nodes.Node("/dev/nvidia-modeset", _nodes.Majors.Gpu, ModesetMinor);
        if (!capabilities.HasFlag(DriverCapabilities.Compute) || UvmMajor() is not { } uvm)
            yield break;
        yield return _nodes.Node("/dev/nvidia-uvm", uvm, 0);
        yield return _nodes.Node("/dev/nvidia-uvm-tools", uvm, 1);
    }

    private IEnumerable<DeviceNode> ForDevice(Gpu gpu, MigDevice? mig, DriverCapabilities capabilities)
    {
        var itself = _nodes.Node($"/dev/nvidia{gpu.Minor}", _nodes.Majors.Gpu, gpu.Minor);
        if (mig is not null)
            return MigNodes.Access(_nodes, gpu, mig).Prepend(itself);
        return HasPictures(capabilities) && !_proc.IsOwn ? DrmNodes.Of(gpu).Prepend(itself) : [itself];
    }

    private static bool HasPictures(DriverCapabilities capabilities) =>
        (capabilities & (DriverCapabilities.Graphics | DriverCapabilities.Display)) != 0;

    /// <summary>Without unified memory CUDA does not start. A machine with the kernel module but without this part of it is half set up.</summary>
    private int? UvmMajor() => _nodes.Majors.Uvm is { } major ? major
        : DriverVersion.OfKernelModule(_proc) is null ? null
        : throw new CoasterException(
            "cannot give the container CUDA",
            "the kernel module nvidia-uvm is not loaded",
            "Load it with: nvidia-modprobe -u -c 0");
}
