using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Oci;

namespace Coaster.Injection.Devices;

/// <summary>The nodes that stand for rights on MIG: to use one device, to cut GPUs, to watch all devices.</summary>
internal static class MigNodes
{
    /// <summary>The two nodes without which nobody may use the MIG device: its GPU instance and its compute instance.</summary>
    /// <exception cref="CoasterException">The driver does not have the MIG device any more.</exception>
    internal static IEnumerable<DeviceNode> Access(DriverNodes nodes, Gpu gpu, MigDevice mig)
    {
        var instance = $"gpu{gpu.Minor}/mig/gi{mig.GpuInstance}";
        foreach (var right in (string[])[$"{instance}/access", $"{instance}/ci{mig.ComputeInstance}/access"])
            yield return nodes.Capability(right) ?? throw Vanished(nodes, mig, right);
    }

    /// <summary>
    /// The nodes of those who manage MIG. On a machine whose GPUs cannot be cut there are none, and no error: monitors ask for them wherever
    /// they run.
    /// </summary>
    /// <exception cref="CoasterException">The driver does not know the right.</exception>
    internal static IEnumerable<DeviceNode> Management(DriverNodes nodes, IEnumerable<Gpu> gpus, DriverNeeds needs)
    {
        if (gpus.All(gpu => gpu.MigMode == MigMode.Unsupported))
            yield break;
        if (needs.MigConfig)
            yield return nodes.Capability("mig/config") ?? throw Unknown("cut GPUs into MIG devices", "mig/config");
        if (needs.MigMonitor)
            yield return nodes.Capability("mig/monitor") ?? throw Unknown("watch MIG devices", "mig/monitor");
    }

    private static CoasterException Vanished(DriverNodes nodes, MigDevice mig, string right) => new(
        $"cannot give the container the MIG device {mig.Uuid}",
        $"the driver does not list it in /proc/{(nodes.Majors.Caps is null ? "devices" : DriverNodes.CapabilityFile(right))}",
        "It was changed after it was booked: see coaster gpus -o wide, and start the container again");

    private static CoasterException Unknown(string what, string right) => new(
        $"cannot let the container {what}",
        $"the driver has no /proc/{DriverNodes.CapabilityFile(right)} or no nvidia-caps in /proc/devices",
        "Load the kernel module of driver 450 or newer with: nvidia-modprobe");
}
