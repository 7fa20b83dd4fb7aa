using Coaster.GpuModel.Bookings;

namespace Coaster.Quota.Agents;

/// <summary>What the agent says of this machine.</summary>
/// <param name="Containers">The shares that it looks after.</param>
/// <param name="Gpus">The GPUs.</param>
public sealed record AgentStatus(IReadOnlyList<ContainerStatus> Containers, IReadOnlyList<GpuStatus> Gpus)
{
    /// <summary>Whether that tier can be had on a GPU.</summary>
    public bool Offers(string gpuUuid, EnforcementTier tier) => Gpus.Any(gpu => gpu.Uuid == gpuUuid && gpu.Tiers.Contains(tier));

    /// <summary>The container of that id, or null.</summary>
    public ContainerStatus? Find(string id) => Containers.FirstOrDefault(container => container.Id == id);
}
