using Coaster.Kubelet.Allocation;
using Coaster.KubeletApi.DevicePlugins;
using Coaster.Slicing.Advertising;
using Grpc.Core;

namespace Coaster.Kubelet.Serving;

/// <summary>Answers kubelet for one resource, as long as one server stands.</summary>
internal sealed class DevicePluginService(DeviceFeed feed, ResourceAnswers answers, StreamTrace streams, CancellationToken stopping)
    : DevicePlugin.DevicePluginBase
{
    /// <summary>
    /// No call before each start of a container: a container that only starts again must not depend on whether somebody answers, and there is nothing
    /// to prepare that the runtime does not do.
    /// </summary>
    public static DevicePluginOptions Options => new() { PreStartRequired = false, GetPreferredAllocationAvailable = true };

    public override Task<DevicePluginOptions> GetDevicePluginOptions(Empty request, ServerCallContext context) => Task.FromResult(Options);

    public override async Task ListAndWatch(Empty request, IServerStreamWriter<ListAndWatchResponse> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        streams.Begin();
        try
        {
            await answers.PrepareAsync(ending.Token);
            await SendAsync(responseStream, ending.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            streams.End();
        }
    }

    public override async Task<PreferredAllocationResponse> GetPreferredAllocation(PreferredAllocationRequest request, ServerCallContext context)
    {
        var response = new PreferredAllocationResponse();
        foreach (var container in request.ContainerRequests)
        {
            var ids = await answers.PreferAsync(
                container.AvailableDeviceIds, container.MustIncludeDeviceIds, container.AllocationSize, context.CancellationToken);
            response.ContainerResponses.Add(new ContainerPreferredAllocationResponse { DeviceIds = { ids } });
        }

        return response;
    }

    public override Task<AllocateResponse> Allocate(AllocateRequest request, ServerCallContext context) =>
        Task.FromResult(new AllocateResponse
        {
            ContainerResponses = { request.ContainerRequests.Select(container => answers.Allocate(container.DevicesIds)) },
        });

    public override Task<PreStartContainerResponse> PreStartContainer(PreStartContainerRequest request, ServerCallContext context) =>
        Task.FromResult(new PreStartContainerResponse());

    /// <summary>What changed while a message was on its way is in the next one.</summary>
    private async Task SendAsync(IServerStreamWriter<ListAndWatchResponse> stream, CancellationToken ending)
    {
        AdvertisedResource? sent = null;
        while (true)
        {
            var changed = feed.Changed;
            var now = feed.Current.Resource;
            if (!now.Equals(sent))
                await stream.WriteAsync(DeviceMessages.Of(now), ending);
            sent = now;
            await changed.WaitAsync(ending);
        }
    }
}
