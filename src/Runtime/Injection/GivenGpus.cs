using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Devices;
using Coaster.Injection.Driver;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Injection;

/// <summary>
/// Tells which GPUs a container was given by somebody else. The kernel opens devices by their numbers, so these count, and not the paths.
/// </summary>
public static class GivenGpus
{
    /// <summary>The GPUs and MIG devices all of whose nodes are among those of a container.</summary>
    /// <param name="nodes">The container's device nodes.</param>
    /// <param name="node">The machine's GPUs.</param>
    /// <param name="driverRoot">The driver that they belong to.</param>
    public static IReadOnlyList<(Gpu Gpu, MigDevice? Mig)> In(IReadOnlyList<DeviceNode> nodes, NodeInventory node, string driverRoot)
    {
        using var root = RootDirectory.Open(driverRoot);
        var plan = new DevicePlan(root, new DriverProc(root));
        var numbers = nodes.Select(NumbersOf).ToHashSet();
        return [.. node.Gpus.Where(gpu => gpu.Minor >= 0).SelectMany(Units).Where(unit => IsGiven(plan, unit, numbers))];
    }

    /// <summary>A GPU that is cut runs work on its MIG devices only.</summary>
    private static IEnumerable<(Gpu Gpu, MigDevice? Mig)> Units(Gpu gpu) =>
        gpu.MigMode == MigMode.Enabled ? gpu.Mig.Select(mig => (gpu, (MigDevice?)mig)) : [(gpu, null)];

    private static bool IsGiven(DevicePlan plan, (Gpu Gpu, MigDevice? Mig) unit, HashSet<(char, int, int)> numbers)
    {
        try
        {
            return plan.For([unit], new DriverNeeds(DriverCapabilities.None)).Where(node => node.Path != DevicePlan.Control).All(node => numbers.Contains(NumbersOf(node)));
        }
        catch (CoasterException)
        {
            // A MIG device that has vanished since it was listed.
            return false;
        }
    }

    private static (char, int, int) NumbersOf(DeviceNode node) => (node.Type == 'u' ? 'c' : node.Type, node.Major, node.Minor);
}
