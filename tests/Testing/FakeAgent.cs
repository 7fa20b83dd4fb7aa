using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Quota.Agents;

namespace Coaster.Testing;

/// <summary>An agent that is there, or is not, and offers those tiers on every GPU that is named.</summary>
public sealed class FakeAgent(bool isThere = true) : IAgent
{
    public IReadOnlyList<GpuStatus> Gpus { get; init; } = [];

    public static FakeAgent Offering(string gpu, params EnforcementTier[] tiers) => new() { Gpus = [new GpuStatus(gpu, 0, tiers)] };

    public void Require()
    {
        if (!isThere)
            throw new CoasterException("cannot hold the container to its share: there is no agent", "this is a test", "Start one");
    }

    public AgentStatus? Status() => isThere ? new AgentStatus([], Gpus) : null;

    public IList<string> Prepared { get; } = [];

    /// <summary>Is called while the container is being prepared.</summary>
    public Action<string>? OnPrepare { get; init; }

    public void Prepare(string id)
    {
        Require();
        Prepared.Add(id);
        OnPrepare?.Invoke(id);
    }

    /// <summary>Answers claims; without it nobody holds anything.</summary>
    public Func<PodOwner, string, PodClaim?>? Claims { get; init; }

    public IList<(PodOwner Pod, string Id)> Claimed { get; } = [];

    public PodClaim? Claim(PodOwner pod, string id)
    {
        Require();
        Claimed.Add((pod, id));
        return Claims?.Invoke(pod, id);
    }

    public void Started(string id, int pid) => Require();
}
