using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.Quota.Agents;

/// <summary>The node's agent, as those see it who start containers and list them.</summary>
public interface IAgent
{
    /// <summary>Makes sure that one is running.</summary>
    /// <exception cref="CoasterException">None is, and none can be started.</exception>
    void Require();

    /// <summary>What it knows, or null when none answers.</summary>
    AgentStatus? Status();

    /// <summary>Has it set up what a container's tier needs, before the container is made.</summary>
    /// <param name="id">The container's id; it is booked.</param>
    /// <exception cref="CoasterException">It does not answer, or it cannot be had.</exception>
    void Prepare(string id);

    /// <summary>Tells it of a container whose processes have to be known to it before the first of them uses a GPU.</summary>
    /// <param name="id">The container's id.</param>
    /// <param name="pid">Its first process as this machine counts.</param>
    /// <exception cref="CoasterException">It does not answer, or cannot do what it must.</exception>
    void Started(string id, int pid);

    /// <summary>
    /// What the cluster booked for a container of a pod; null when that is nothing. On a node of a cluster nobody starts the agent but the cluster.
    /// </summary>
    /// <param name="pod">The pod's container.</param>
    /// <param name="id">Its OCI container id.</param>
    /// <exception cref="CoasterException">It does not answer, or the container must not start.</exception>
    PodClaim? Claim(PodOwner pod, string id);
}
