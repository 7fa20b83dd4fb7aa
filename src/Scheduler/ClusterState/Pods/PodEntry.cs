using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.GpuModel.Bookings;

namespace Coaster.ClusterState.Pods;

/// <summary>A pod, what it asks for and what it holds. To be changed by the book that it is in alone.</summary>
internal sealed class PodEntry(PodDemand demand)
{
    /// <summary>What it asks for.</summary>
    public PodDemand Demand { get; set; } = demand;

    /// <summary>How far it is.</summary>
    public PodStage Stage { get; private set; }

    /// <summary>Since when, by the clock's timestamps.</summary>
    public long Since { get; private set; }

    /// <summary>Where it holds something; null while it waits.</summary>
    public NodeEntry? Node { get; private set; }

    /// <summary>What it holds there; null where that is no GPU.</summary>
    public Booking? Booking { get; private set; }

    /// <summary>Whether the API server has told of it; kube-scheduler may be earlier.</summary>
    public bool IsTold { get; set; }

    /// <summary>Whether what it holds is what the API server has of it.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Why its booking does not count, or null.</summary>
    public string? Refusal { get; set; }

    /// <summary>It gets to that stage on that node.</summary>
    public void Move(PodStage stage, NodeEntry? node, Booking? booking, long now) => (Stage, Node, Booking, Since) = (stage, node, booking, now);

    /// <summary>The same at another stage.</summary>
    public void Move(PodStage stage, long now) => (Stage, Since) = (stage, now);
}
