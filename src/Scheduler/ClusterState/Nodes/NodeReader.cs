using Coaster.ClusterState.Demands;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.KubeApi.Models;
using Coaster.Placement.Cluster.Room;

namespace Coaster.ClusterState.Nodes;

/// <summary>A node as the API server tells it → what matters of it.</summary>
/// <param name="unit">What one <c>ten.ai/gpu-mem</c> is in this cluster.</param>
internal sealed class NodeReader(MemoryUnit unit)
{
    /// <summary>The annotation that has a node's GPUs.</summary>
    public const string Annotation = "ten.ai/inventory";

    /// <summary>What matters now.</summary>
    /// <param name="node">The node.</param>
    /// <param name="before">What mattered before, or null.</param>
    public NodeFacts Read(V1Node node, NodeFacts? before)
    {
        var text = node.Metadata.Annotations?.GetValueOrDefault(Annotation);
        var offered = HostNeeds.Of(node.Status?.Allocatable);
        if (before is not null && before.Text == text)
            return before with { Offered = offered };
        var (inventory, problem) = Read(text);
        return new NodeFacts(node.Metadata.Name, inventory, offered, problem) { Text = text };
    }

    private (NodeInventory Inventory, string? Problem) Read(string? text)
    {
        var none = new NodeInventory("", "", []);
        if (text is null)
            return (none, "no GPU: Coaster's agent has not told of any");
        try
        {
            var inventory = InventoryCodec.Decode(text);
            return ProblemOf(inventory) is { } problem
                ? (none, problem)
                : (inventory with { Gpus = [.. inventory.Gpus.Where(gpu => gpu.Mode != GpuMode.Local)] }, null);
        }
        catch (CodecException error)
        {
            return (none, $"what it tells of its GPUs cannot be read: {error.Message}");
        }
    }

    private string? ProblemOf(NodeInventory inventory)
    {
        if (inventory.MemoryUnit is { } other && other != unit)
            return $"its unit of ten.ai/gpu-mem is {other}, and the scheduler's is {unit}: start both with the same --memory-unit";
        return inventory.Gpus.Count > NodeCapacity.MostGpus ? $"{inventory.Gpus.Count} GPUs, and {NodeCapacity.MostGpus} are the most that are understood" : null;
    }
}
