using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>A real cluster of one node without GPUs, up for all tests of the API and down after the last.</summary>
public sealed class Cluster : IDisposable
{
    public const string Node = "node1";
    public const string Namespace = "default";
    private readonly TempFolder _folder = new();
    private readonly ClusterProcess? _process;

    public Cluster() => _process = ClusterTool.Missing is null ? new ClusterProcess(_folder["cluster"]) : null;

    internal KubeApi.Kubernetes Client => _process!.Client;

    /// <summary>A client of its own, by the cluster's kubeconfig.</summary>
    internal KubeApi.Kubernetes Connect(KubernetesOptions? options = null, string? token = null) => _process!.Connect(options, token);

    internal void Restart(string component) => _process!.Run("restart", component);

    /// <summary>Makes a pod that sleeps, unbound.</summary>
    internal Task<V1Pod> CreatePodAsync(string name, string annotation = "") => Client.Pods().CreateAsync(
        new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = name, Annotations = new Dictionary<string, string> { ["test/text"] = annotation } },
            Spec = new V1PodSpec
            {
                Containers =
                [
                    new V1Container { Name = "main", Image = "test.local/busybox:1", ImagePullPolicy = "Never", Command = ["sleep", "2000000000"] },
                ],
            },
        },
        Namespace);

    /// <summary>Binds a pod to the node.</summary>
    internal Task BindAsync(V1Pod pod) => Client.Pods().BindAsync(new V1Binding
    {
        Metadata = new V1ObjectMeta
        {
            Name = pod.Metadata.Name,
            NamespaceProperty = Namespace,
            Uid = pod.Metadata.Uid,
            Annotations = new Dictionary<string, string> { ["test/booking"] = "one" },
        },
        Target = new V1ObjectReference { Kind = "Node", Name = Node },
    });

    internal Task DeleteAsync(V1Pod pod) => Client.Pods().DeleteAsync(Namespace, pod.Metadata.Name, new V1DeleteOptions
    {
        GracePeriodSeconds = 0,
        Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid },
    });

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }
}
