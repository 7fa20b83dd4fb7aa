using Coaster.GpuModel;

namespace Coaster.Agent.Server;

/// <summary>Knows what the containers of the node's pods hold.</summary>
internal interface IClaims
{
    /// <summary>What a container holds; null when it holds nothing, and asks for nothing.</summary>
    /// <exception cref="CoasterException">It asks for GPUs, and no booking counts.</exception>
    Task<Claimed?> FindAsync(Claim claim);
}
