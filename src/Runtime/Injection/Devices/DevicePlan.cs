using System.Globalization;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Driver;
using Coaster.Oci;

namespace Coaster.Injection.Devices;

/// <summary>
/// The device nodes that a container needs for the GPUs and MIG devices that were booked for it, and no others. Numbers come from the
/// kernel's tables rather than from the nodes in /dev, which a freshly booted machine does not have yet.
/// </summary>
internal sealed class DevicePlan
{
    /// <summary>The node that every client of the driver opens first.</summary>
    internal const string Control = "/dev/nvidiactl";

    private const int ControlMinor = 255;
    private const int ModesetMinor = 254;
    private readonly DriverProc _proc;
    private readonly DeviceMajors _majors;
    private readonly NodePermissions _permissions;

    internal DevicePlan(DriverProc proc) =>
        (_proc, _majors, _permissions) = (proc, new DeviceMajors(proc), NodePermissions.Read(proc));

    /// <summary>The nodes, each once.</summary>
    /// <exception cref="CoasterException">The kernel does not have what a node needs.</exception>
    internal IReadOnlyList<DeviceNode> For(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverCapabilities capabilities)
    {
        var list = devices.ToList();
        return ControlNodes(capabilities)
            .Concat(list.SelectMany(device => ForDevice(device.Gpu, device.Mig, capabilities)))
            .DistinctBy(node => node.Path)
            .ToList();
    }

    private IEnumerable<DeviceNode> ControlNodes(DriverCapabilities capabilities)
    {
        yield return Node(Control, _majors.Gpu, ControlMinor);
        if ((capabilities & (DriverCapabilities.Graphics | DriverCapabilities.Display)) != 0)
            yield return Node("/dev/nvidia-modeset", _majors.Gpu, ModesetMinor);
        if (!capabilities.HasFlag(DriverCapabilities.Compute) || UvmMajor() is not { } uvm)
            yield break;
        yield return Node("/dev/nvidia-uvm", uvm, 0);
        yield return Node("/dev/nvidia-uvm-tools", uvm, 1);
    }

    private IEnumerable<DeviceNode> ForDevice(Gpu gpu, MigDevice? mig, DriverCapabilities capabilities)
    {
        yield return Node($"/dev/nvidia{gpu.Minor}", _majors.Gpu, gpu.Minor);
        if (mig is not null)
        {
            var instance = $"driver/nvidia/capabilities/gpu{gpu.Minor}/mig/gi{mig.GpuInstance}";
            yield return Capability(mig, $"{instance}/access");
            yield return Capability(mig, $"{instance}/ci{mig.ComputeInstance}/access");
        }
        else if ((capabilities & (DriverCapabilities.Graphics | DriverCapabilities.Display)) != 0 && !_proc.IsOwn)
        {
            foreach (var node in DrmNodes.Of(gpu))
                yield return node;
        }
    }

    /// <summary>Without unified memory CUDA does not start. A machine with the kernel module but without this part of it is half set up.</summary>
    private int? UvmMajor() => _majors.Uvm is { } major ? major
        : DriverVersion.OfKernelModule(_proc) is null ? null
        : throw new CoasterException(
            "cannot give the container CUDA",
            "the kernel module nvidia-uvm is not loaded",
            "Load it with: nvidia-modprobe -u -c 0");

    private DeviceNode Capability(MigDevice mig, string path)
    {
        var minor = int.TryParse(_proc.Field(path, "DeviceFileMinor"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Vanished(mig, path);
        return Node($"/dev/nvidia-caps/nvidia-cap{minor}", _majors.Caps ?? throw Vanished(mig, "devices"), minor);
    }

    private DeviceNode Node(string path, int major, int minor) =>
        new(path, major, minor, _permissions.Mode, _permissions.Uid, _permissions.Gid);

    private static CoasterException Vanished(MigDevice mig, string path) => new(
        $"cannot give the container the MIG device {mig.Uuid}",
        $"the driver does not list it in /proc/{path}",
        "It was changed after it was booked: see coaster gpus -o wide, and start the container again");
}
