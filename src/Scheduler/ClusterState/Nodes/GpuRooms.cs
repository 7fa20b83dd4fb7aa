using Coaster.GpuModel.Inventory;
using Coaster.Placement.Cluster.Room;
using Coaster.Placement.State;

namespace Coaster.ClusterState.Nodes;

/// <summary>What is held of a node's GPUs → what policies see of them. A GPU that takes nothing, whatever the cause, has nothing free.</summary>
internal static class GpuRooms
{
    public static GpuRoom[] Of(NodeState node) => [.. node.Gpus.Select(Of)];

    /// <summary>The memory that the policies count a GPU as: one that is lost has none, and they know none without.</summary>
    public static int MostMiB(Gpu gpu) => (int)Math.Clamp(gpu.MemoryMiB, 1, int.MaxValue);

    private static GpuRoom Of(GpuState state)
    {
        var most = MostMiB(state.Gpu);
        return (state.TakesShares, state.TakesWhole) switch
        {
            (true, true) => GpuRoom.Empty(most),
            (true, false) => new GpuRoom(most, (int)state.FreeMiB, state.FreeCorePercent) { Uses = GpuUses.Shares },
            (false, true) => GpuRoom.Empty(most) with { Uses = GpuUses.Whole },
            _ => new GpuRoom(most, 0, 0) { Uses = GpuUses.None },
        };
    }
}
