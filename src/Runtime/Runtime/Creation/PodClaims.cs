using Coaster.Contract.Pods;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Quota.Agents;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>
/// What the node's agent knows of a pod's container. It is asked only where there is a reason to, so that pods without GPUs start whether it runs or
/// not: kubelet's mark, or the agent's own file of that pod, because a kubelet that lost its checkpoint gives no mark.
/// </summary>
internal sealed class PodClaims(HostSettings settings, IAgent agent)
{
    private const string Mark = RuntimeNames.BookedVariable + "=";

    /// <summary>What the container holds; null when it holds nothing, and asks or does not ask like any other.</summary>
    /// <param name="spec">Its config.json.</param>
    /// <param name="id">Its id.</param>
    /// <exception cref="CoasterException">It must not start: nobody can tell, or nobody booked what it was marked for.</exception>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    internal (PodOwner Pod, PodClaim Claim)? Find(BundleSpec spec, string id)
    {
        var (isMarked, byKubelet) = Marks(spec);
        if (PodContainer.TryRead(spec) is not { } container)
            return isMarked ? throw BookedCreation.Unbooked(id) : null;
        if (!byKubelet && !HasFile(container.Uid))
            return isMarked ? throw BookedCreation.Unbooked(id) : null;
        var pod = container.Owner();
        if (agent.Claim(pod, id) is { } claim)
            return (pod, claim);
        return isMarked ? throw Unbooked(pod) : null;
    }

    private static (bool IsMarked, bool ByKubelet) Marks(BundleSpec spec)
    {
        var marks = (false, false);
        foreach (var variable in spec.Env)
            if (variable.StartsWith(Mark, StringComparison.Ordinal))
                marks = (true, marks.Item2 || variable.AsSpan(Mark.Length).SequenceEqual(RuntimeNames.BookedByKubelet));
        return marks;
    }

    private bool HasFile(string? uid) => uid is not null && File.Exists(Path.Combine(settings.DataDirectory, "pods", uid + ".json"));

    private static CoasterException Unbooked(PodOwner pod) => new(
        $"cannot start {pod}",
        "kubelet handed devices to it, and the cluster's scheduler booked none for it",
        "Let the scheduler place the pod: see its events with kubectl describe pod, and do not set nodeName");
}
