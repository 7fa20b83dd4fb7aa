using System.Security.Cryptography;
using Coaster.BookingKeys;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;

namespace Coaster.ClusterState.Tests;

/// <summary>A book, and an API server's words to it, in the fewest words.</summary>
internal sealed class TestCluster
{
    private static readonly BookingSigner Signer = BookingSigner.FromPem(NewKey(), "the test's key");

    public TestCluster() => Book = NewBook();

    public ClusterBook Book { get; private set; }

    public FakeClock Clock { get; } = new();

    public static Gpu Gpu(string node, int index, long gib = 140) => new(
        index, $"GPU-{node}-{index}", index, "NVIDIA H200", gib * 1024, $"00000000:0{index}:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    public static V1Node Node(string name, params Gpu[] gpus) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Uid = name,
            Annotations = new Dictionary<string, string>
            {
                ["ten.ai/inventory"] = InventoryCodec.Encode(new NodeInventory("570.1", "12.8", gpus) { MemoryUnit = MemoryUnit.Default }),
            },
        },
        Status = new V1NodeStatus { Allocatable = new Dictionary<string, string> { ["cpu"] = "64", ["memory"] = "512Gi" } },
    };

    /// <summary>A pod that asks for such limits, as <c>gpu-mem=8,gpu-core=30</c>.</summary>
    public static V1Pod Pod(string name, string limits, params (string Name, string Value)[] annotations) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "default",
            Uid = $"uid-{name}",
            Annotations = annotations.ToDictionary(annotation => $"ten.ai/{annotation.Name}", annotation => annotation.Value),
        },
        Spec = new V1PodSpec { Containers = [Container("main", limits)] },
        Status = new V1PodStatus { Phase = "Pending" },
    };

    public static V1Container Container(string name, string limits, string? restart = null) => new()
    {
        Name = name,
        RestartPolicy = restart,
        Resources = new V1ResourceRequirements { Limits = limits.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(limit => limit.Split('=')).ToDictionary(limit => Resource(limit[0]), limit => limit[1]) },
    };

    /// <summary>A node with so many GPUs.</summary>
    public TestCluster With(string name, int gpus, long gib = 140)
    {
        Book.Tell(WatchEventType.Added, Node(name, [.. Enumerable.Range(0, gpus).Select(index => Gpu(name, index, gib))]));
        return this;
    }

    /// <summary>What the filter says of a pod that came.</summary>
    public FilterAnswer Filter(V1Pod pod, params string[] nodes) => Book.Filter(Book.Read(pod)!, nodes);

    /// <summary>Why the one node has no room.</summary>
    public string Refused(V1Pod pod, string node) => Assert.Single(Filter(pod, node).Failed).Verdict.Reason;

    /// <summary>Places a pod as kube-scheduler does, and binds it in the API server.</summary>
    public V1Pod Run(V1Pod pod, string node)
    {
        Book.Tell(WatchEventType.Added, pod);
        var answer = Book.Reserve(pod.Metadata.Uid, node);
        Assert.Null(answer.Refusal);
        Book.Confirm(pod.Metadata.Uid);
        var bound = Bound(pod, node, answer.Booking is null ? null : Signer.Sign(answer.Booking, node, 1));
        Book.Tell(WatchEventType.Modified, bound);
        return bound;
    }

    /// <summary>The pod as it is once it is bound.</summary>
    public static V1Pod Bound(V1Pod pod, string node, string? booking) => pod with
    {
        Metadata = booking is null ? pod.Metadata : pod.Metadata with { Annotations = new Dictionary<string, string>(pod.Metadata.Annotations!) { ["ten.ai/booking"] = booking } },
        Spec = pod.Spec with { NodeName = node },
    };

    public static string Sign(Booking booking, string node) => Signer.Sign(booking, node, 1);

    public static V1Pod In(V1Pod pod, string phase) => pod with { Status = new V1PodStatus { Phase = phase } };

    /// <summary>The pod with its container running.</summary>
    public static V1Pod Started(V1Pod pod) => pod with
    {
        Status = new V1PodStatus { Phase = "Running", ContainerStatuses = [new V1ContainerStatus { Name = "main", State = new V1ContainerState { Running = new V1ContainerStateRunning() } }] },
    };

    public void Pass(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        Book.Sweep();
    }

    /// <summary>Another book, as after a restart; it knows nothing.</summary>
    public ClusterBook Restart() => Book = NewBook();

    /// <summary>Who holds what, as <c>node/GPU: pod …</c>, for GPUs that somebody holds.</summary>
    public IReadOnlyList<string> Held =>
    [
        .. from node in Book.View()
           from gpu in node.Gpus
           where gpu.Holders.Count > 0
           select $"{node.Name}/{gpu.Index}: {string.Join(" ", gpu.Holders.Select(holder => holder.Pod).Order(StringComparer.Ordinal))}",
    ];

    private ClusterBook NewBook() => new(
        BookSettings.Default, new BookingVerifier(KeyRing.Load(new Dictionary<string, string> { ["one"] = Signer.PublicKeyPem })), Clock);

    private static string Resource(string name) => name.StartsWith("gpu", StringComparison.Ordinal) || name.StartsWith("mig", StringComparison.Ordinal) ? $"ten.ai/{name}" : name;

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
