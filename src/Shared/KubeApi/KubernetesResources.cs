using Coaster.KubeApi.Models;

namespace Coaster.KubeApi;

/// <summary>The kinds that are used here.</summary>
public static class KubernetesResources
{
    /// <summary>Pods.</summary>
    public static GenericClient<V1Pod> Pods(this Kubernetes kubernetes) => new(kubernetes, "", "v1", "pods", KubernetesJson.Default);

    /// <summary>Nodes.</summary>
    public static GenericClient<V1Node> Nodes(this Kubernetes kubernetes) => new(kubernetes, "", "v1", "nodes", KubernetesJson.Default);

    /// <summary>Leases.</summary>
    public static GenericClient<V1Lease> Leases(this Kubernetes kubernetes) =>
        new(kubernetes, "coordination.k8s.io", "v1", "leases", KubernetesJson.Default);

    /// <summary>Events.</summary>
    public static GenericClient<Corev1Event> Events(this Kubernetes kubernetes) => new(kubernetes, "", "v1", "events", KubernetesJson.Default);

    /// <summary>ConfigMaps.</summary>
    public static GenericClient<V1ConfigMap> ConfigMaps(this Kubernetes kubernetes) => new(kubernetes, "", "v1", "configmaps", KubernetesJson.Default);

    /// <summary>Binds a pod to a node; the binding's annotations become the pod's in the same write.</summary>
    /// <exception cref="KubernetesException">
    /// The pod is bound already, is gone, or is another one than the binding's UID says. Not every API server looks at the UID: 1.20 was seen not to
    /// (https://github.com/kubernetes/kubernetes/pull/105913), and 1.25 lost it for a while (https://github.com/kubernetes/kubernetes/pull/116550).
    /// </exception>
    public static Task BindAsync(this GenericClient<V1Pod> pods, V1Binding binding, CancellationToken cancellationToken = default) =>
        pods.CreateSubresourceAsync(
            binding, KubernetesJson.Default.V1Binding, binding.Metadata.NamespaceProperty, binding.Metadata.Name, "binding", cancellationToken);
}
