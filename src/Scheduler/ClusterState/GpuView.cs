using Coaster.ClusterState.Pods;
using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;

namespace Coaster.ClusterState;

/// <summary>A GPU as its node's book has it.</summary>
/// <param name="Index">Its index on the node.</param>
/// <param name="Uuid">Its UUID; empty where it never told.</param>
/// <param name="Model">Its model.</param>
/// <param name="MemoryMiB">What it has, in MiB.</param>
/// <param name="FreeMiB">What shares can still have, in MiB.</param>
/// <param name="FreeCorePercent">The compute that can still be guaranteed, in percent.</param>
/// <param name="Health">How it is, in one word.</param>
/// <param name="Holders">Who holds what of it.</param>
public sealed record GpuView(
    int Index, string Uuid, string Model, long MemoryMiB, long FreeMiB, int FreeCorePercent, string Health, IReadOnlyList<HolderView> Holders)
{
    internal static GpuView Of(GpuState state, IReadOnlyDictionary<string, PodEntry> pods) => new(
        state.Gpu.Index, state.Gpu.Uuid, state.Gpu.Model, state.Gpu.MemoryMiB, state.FreeMiB, state.FreeCorePercent, state.Gpu.Health.Word(),
        [.. state.Holdings.Select(holding => HolderView.Of(holding, pods[holding.Owner]))]);
}
