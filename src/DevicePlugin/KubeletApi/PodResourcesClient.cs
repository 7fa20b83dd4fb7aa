using Coaster.KubeletApi.PodResources;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coaster.KubeletApi;

/// <summary>Asks kubelet what it has handed out, over the socket that it has for that.</summary>
public sealed class PodResourcesClient : IDisposable
{
    /// <summary>Where kubelet serves unless it is told otherwise.</summary>
    public const string UsualSocket = "/var/lib/kubelet/pod-resources/kubelet.sock";

    private static readonly TimeSpan UsualBound = TimeSpan.FromSeconds(2);
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private readonly PodResourcesLister.PodResourcesListerClient _client;
    private readonly TimeSpan _bound;

    /// <summary>A client; it connects when it is asked.</summary>
    /// <param name="socketPath">The socket.</param>
    /// <param name="bound">How long an answer may take; 2 seconds unless given.</param>
    public PodResourcesClient(string socketPath, TimeSpan? bound = null)
    {
        _bound = bound ?? UsualBound;
        _channel = UnixChannel.ForPath(socketPath);
        _invoker = _channel.CreateCallInvoker();
        _client = new PodResourcesLister.PodResourcesListerClient(_invoker);
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    /// <summary>Every container of the pods that kubelet has admitted or is admitting, those without devices too.</summary>
    /// <exception cref="PodResourcesException">Kubelet did not tell.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await BoundedAsync(bound => _client.ListAsync(new ListPodResourcesRequest(), cancellationToken: bound), cancellationToken);
        return [.. listed.PodResources.SelectMany(pod => pod.Containers.Select(container => Of(pod, container)))];
    }

    /// <summary>The same without the ids, which is the sooner the more devices there are.</summary>
    /// <exception cref="PodResourcesException">Kubelet did not tell.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async Task<IReadOnlyList<PodHoldings>> ListHoldingsAsync(CancellationToken cancellationToken)
    {
        var listed = await BoundedAsync(
            bound => _invoker.AsyncUnaryCall(PodHoldingsMethod.List, null, new CallOptions(null, null, bound), new ListPodResourcesRequest()),
            cancellationToken);
        return [.. listed.PodResources.SelectMany(pod => pod.Containers.Select(container => Of(pod, container)))];
    }

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(_bound);
        try
        {
            return await call(bounded.Token);
        }
        catch (RpcException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new PodResourcesException(bounded.IsCancellationRequested ? $"no answer within {_bound.TotalSeconds:0.###} s" : ReasonOf(error), error);
        }
    }

    private static string ReasonOf(RpcException error) =>
        error.Status.Detail.Length > 0 ? $"{error.StatusCode}: {error.Status.Detail}" : error.StatusCode.ToString();

    /// <summary>A resource comes once for each NUMA node that it has devices on.</summary>
    private static PodDevices Of(PodResources.PodResources pod, ContainerResources container)
    {
        var ids = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var devices in container.Devices)
            ids[devices.ResourceName] = ids.TryGetValue(devices.ResourceName, out var others)
                ? [.. others.Union(devices.DeviceIds, StringComparer.Ordinal)]
                : devices.DeviceIds;
        return new PodDevices(pod.Namespace, pod.Name, container.Name, ids);
    }

    private static PodHoldings Of(PodResources.PodHoldings pod, ContainerHoldings container) =>
        new(pod.Namespace, pod.Name, container.Name, [.. container.Devices.Select(held => held.ResourceName).Distinct(StringComparer.Ordinal)]);
}
