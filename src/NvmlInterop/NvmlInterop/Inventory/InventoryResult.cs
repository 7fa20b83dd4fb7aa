using Coaster.GpuModel.Inventory;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>What came of looking at the GPUs of a node.</summary>
public abstract record InventoryResult
{
    private InventoryResult()
    {
    }

    /// <summary>The driver answered.</summary>
    /// <param name="Inventory">The GPUs; none is left out because another one is lost.</param>
    /// <param name="Readings">What each was doing, by UUID.</param>
    public sealed record Available(NodeInventory Inventory, IReadOnlyDictionary<string, GpuReading> Readings) : InventoryResult;

    /// <summary>There is no driver to ask.</summary>
    /// <param name="Reason">Why, in words for a person, without a full stop.</param>
    public sealed record Unavailable(string Reason) : InventoryResult;
}
