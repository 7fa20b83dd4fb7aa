namespace Coaster.ClusterState.Pods;

/// <summary>How far a pod is.</summary>
internal enum PodStage
{
    /// <summary>It has no node, and holds nothing.</summary>
    Waiting,

    /// <summary>It holds what it will probably get, for a while.</summary>
    Assumed,

    /// <summary>It holds what is being written to the API server, for as long as nobody knows whether it was.</summary>
    Binding,

    /// <summary>It is bound.</summary>
    Bound,

    /// <summary>It is gone from the API server while its containers ran; its node may still be ending them.</summary>
    Leaving,
}
