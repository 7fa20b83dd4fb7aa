using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;

namespace Coaster.Cli.Gpus;

/// <summary>The GPUs at one moment, or why there are none to see.</summary>
/// <param name="Inventory">The GPUs; null where there is no driver to ask.</param>
/// <param name="Readings">What each was doing, by UUID.</param>
/// <param name="Reason">Why there is no inventory.</param>
internal sealed record GpuSnapshot(NodeInventory? Inventory, IReadOnlyDictionary<string, GpuReading> Readings, string? Reason)
{
    /// <summary>Who uses the GPUs; empty unless it was asked for.</summary>
    public IReadOnlyList<NamedProcess> Processes { get; init; } = [];

    /// <summary>How the GPUs reach each other; null unless it was asked for.</summary>
    public GpuTopology? Topology { get; init; }

    /// <summary>What can hold shares of each GPU, strongest first, by UUID; empty unless it was asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<EnforcementTier>> Tiers { get; init; } = new Dictionary<string, IReadOnlyList<EnforcementTier>>();

    public static GpuSnapshot Absent(string reason) => new(null, new Dictionary<string, GpuReading>(), reason);
}
