using Coaster.ClusterState.Demands;
using Coaster.GpuModel.Inventory;

namespace Coaster.ClusterState.Nodes;

/// <summary>What matters of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inventory">The GPUs that are offered to the cluster; none where there is a problem.</param>
/// <param name="Offered">What it offers besides.</param>
/// <param name="Problem">Why none of its GPUs can be had, or null.</param>
internal sealed record NodeFacts(string Name, NodeInventory Inventory, HostNeed Offered, string? Problem)
{
    /// <summary>The text that the inventory was read from, so that it is read only when it changes.</summary>
    public string? Text { get; init; }
}
