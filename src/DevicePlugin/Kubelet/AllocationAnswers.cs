namespace Coaster.Kubelet;

/// <summary>What kubelet is told to give a container with its devices.</summary>
public enum AllocationAnswers
{
    /// <summary>Nothing but a mark: the runtime of the node injects what is booked for the container, and refuses it where nothing is.</summary>
    ByRuntime,

    /// <summary>The names of the GPUs by CDI, for nodes whose runtime is not ours.</summary>
    ByCdi,
}
