using Coaster.BookingKeys;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>Makes pods, books them on a GPU at random that has room, and binds them with the signed booking, as a scheduler does.</summary>
internal sealed class TestScheduler(KubeApi.Kubernetes client, NodeInventory inventory, BookingSigner signer)
{
    private const string Annotation = "ten.ai/booking";

    // The same choices in every run.
    private readonly Random _random = new(20);
    private readonly Dictionary<string, long> _free = inventory.Gpus.ToDictionary(gpu => gpu.Uuid, gpu => gpu.MemoryMiB);

    /// <summary>The pods that were bound and are not given back, with what was booked for each.</summary>
    public Dictionary<string, (V1Pod Pod, Booking Booking)> Bound { get; } = [];

    public GenericClient<V1Pod> Pods => client.Pods();

    /// <summary>Makes a pod and binds it with a booking for its one container.</summary>
    public async Task<V1Pod> RunAsync(string name, int memory, int core = 0)
    {
        var pod = await Pods.CreateAsync(PodShape.Of(name, PodShape.Share(memory, core)), Cluster.Namespace);
        var gpu = Take(memory * 1024L);
        await BindTakenAsync(pod, Share(pod, gpu, memory * 1024L, core));
        return pod;
    }

    /// <summary>Makes another pod for one that kubelet refused, with the same booking, as a ReplicaSet does.</summary>
    public async Task ReplaceAsync(V1Pod pod)
    {
        var again = await Pods.CreateAsync(
            new V1Pod { Metadata = new V1ObjectMeta { Name = $"{pod.Metadata.Name}-again" }, Spec = new V1PodSpec { Containers = pod.Spec!.Containers } }, Cluster.Namespace);
        var booking = Bound[pod.Metadata.Name].Booking;
        Bound.Remove(pod.Metadata.Name);
        await Pods.DeleteAsync(Cluster.Namespace, pod.Metadata.Name, new V1DeleteOptions { GracePeriodSeconds = 0 });
        await Waiting.ForAsync(() => IsGoneAsync(pod), () => $"{pod.Metadata.Name} does not end");
        await BindTakenAsync(again, booking with { Owner = again.Metadata.Uid });
    }

    /// <summary>A booking of one share for the container <c>main</c>.</summary>
    public static Booking Share(V1Pod pod, string gpu, long memoryMiB, int core) => new(
        pod.Metadata.Uid,
        [new ContainerBooking("main", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [new GpuGrant(gpu, null, memoryMiB, core)])]);

    public string Sign(Booking booking, string node = Cluster.Node) => signer.Sign(booking, node, 1);

    /// <summary>Binds a pod with a booking of GPUs that the test chose; nobody else gets what it takes.</summary>
    public Task BindAsync(V1Pod pod, Booking booking)
    {
        lock (Bound)
            foreach (var grant in Grants(booking))
                _free[grant.GpuUuid] -= grant.MemoryMiB;
        return BindTakenAsync(pod, booking);
    }

    /// <summary>Binds a pod with any text, or none, as its booking.</summary>
    public Task BindAsync(V1Pod pod, string? annotation) => Pods.BindAsync(new V1Binding
    {
        Metadata = new V1ObjectMeta
        {
            Name = pod.Metadata.Name,
            NamespaceProperty = Cluster.Namespace,
            Uid = pod.Metadata.Uid,
            Annotations = annotation is null ? null : new Dictionary<string, string> { [Annotation] = annotation },
        },
        Target = new V1ObjectReference { Kind = "Node", Name = Cluster.Node },
    });

    /// <summary>Takes over the pods that another scheduler has booked and bound; how many pods are bound then.</summary>
    public async Task<int> AdoptAsync()
    {
        foreach (var pod in (await Pods.ListAsync(Cluster.Namespace, ListOptions.All)).Items!.Where(pod => pod.Spec.NodeName.Length > 0))
            if (pod.Metadata.Annotations?.GetValueOrDefault(Annotation) is { } text && Bound.TryAdd(pod.Metadata.Name, (pod, BookingCodec.Decode(text))))
                Take(Bound[pod.Metadata.Name].Booking);
        return Bound.Count;
    }

    private void Take(Booking booking)
    {
        foreach (var grant in Grants(booking))
            _free[grant.GpuUuid] -= grant.MemoryMiB;
    }

    /// <summary>Deletes a pod, waits until it is gone, and gives back what it had.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="grace">How long its programs have, in seconds; with 0 it is gone at once, and the node ends them later.</param>
    public async Task DeleteAsync(V1Pod pod, int grace = 1)
    {
        await Pods.DeleteAsync(Cluster.Namespace, pod.Metadata.Name, new V1DeleteOptions { GracePeriodSeconds = grace });
        await Waiting.ForAsync(() => IsGoneAsync(pod), () => $"{pod.Metadata.Name} does not end");
        lock (Bound)
            if (Bound.Remove(pod.Metadata.Name, out var held))
                foreach (var grant in Grants(held.Booking))
                    _free[grant.GpuUuid] += grant.MemoryMiB;
    }

    /// <summary>Deletes all pods, bound or not; the node ends them later.</summary>
    /// <param name="but">Who stays.</param>
    public async Task ClearAsync(params IReadOnlyList<V1Pod> but)
    {
        var stay = but.Select(pod => pod.Metadata.Name).ToHashSet();
        var all = (await Pods.ListAsync(Cluster.Namespace, ListOptions.All)).Items!;
        await Task.WhenAll(all.Where(pod => !stay.Contains(pod.Metadata.Name)).Select(pod => DeleteAsync(pod, 0)));
    }

    /// <summary>Deletes pods at random.</summary>
    public async Task DeleteSomeAsync(double part)
    {
        var all = Bound.Values.Select(bound => bound.Pod).ToArray();
        _random.Shuffle(all);
        await Task.WhenAll(all.Take((int)(all.Length * part)).Select(pod => DeleteAsync(pod)));
    }

    /// <summary>A GPU at random that has so much left, which is then taken.</summary>
    private string Take(long memoryMiB)
    {
        lock (Bound)
        {
            var fitting = _free.Where(gpu => gpu.Value >= memoryMiB).Select(gpu => gpu.Key).ToArray();
            var gpu = fitting[_random.Next(fitting.Length)];
            _free[gpu] -= memoryMiB;
            return gpu;
        }
    }

    private async Task BindTakenAsync(V1Pod pod, Booking booking)
    {
        await BindAsync(pod, Sign(booking));
        lock (Bound)
            Bound[pod.Metadata.Name] = (pod, booking);
    }

    private static IEnumerable<GpuGrant> Grants(Booking booking) => booking.Containers.SelectMany(container => container.Grants);

    private async Task<bool> IsGoneAsync(V1Pod pod)
    {
        try
        {
            return (await Pods.ReadAsync(Cluster.Namespace, pod.Metadata.Name)).Metadata.Uid != pod.Metadata.Uid;
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            return true;
        }
    }
}
