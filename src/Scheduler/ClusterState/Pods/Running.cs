using Coaster.KubeApi.Models;

namespace Coaster.ClusterState.Pods;

/// <summary>
/// Whether a pod that is gone from the API server may still run on its node: kubelet removes one only when its containers have ended, but others may
/// remove it at any time (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-forced).
/// </summary>
internal static class Running
{
    public static bool MayRun(V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).Any(status => status.State?.Running is not null);
}
