using System.Net.NetworkInformation;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>A real cluster of one node, up for all tests and down after the last. It has no scheduler: who binds a pod is the test.</summary>
public sealed class Cluster : IDisposable
{
    public const string Node = "node1";
    public const string Namespace = "default";
    private const int Port = 6443;
    private readonly TempFolder _folder = new();

    public Cluster()
    {
        if (ClusterTool.Missing is not null)
            return;
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == Port))
            throw new InvalidOperationException($"something listens on port {Port} already: a cluster that is not this test's");
        ClusterTool.Run(Folder, "up", "--no-scheduler");
        Client = Connect();
    }

    internal KubeApi.Kubernetes Client { get; } = null!;

    private string Folder => _folder["cluster"];

    /// <summary>A client of its own, by the cluster's kubeconfig.</summary>
    internal KubeApi.Kubernetes Connect(KubernetesOptions? options = null, string? token = null)
    {
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(System.IO.Path.Combine(Folder, "kubeconfig"));
        return new KubeApi.Kubernetes(token is null ? configuration : configuration with { AccessToken = token }, options);
    }

    internal void Restart(string component) => ClusterTool.Run(Folder, "restart", component);

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
        if (ClusterTool.Missing is null)
            ClusterTool.Run(Folder, "down");
        Client?.Dispose();
        _folder.Dispose();
    }
}
