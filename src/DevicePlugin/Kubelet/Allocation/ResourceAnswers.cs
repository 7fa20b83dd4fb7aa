using Coaster.GpuModel.Requests;
using Coaster.Kubelet.Events;
using Coaster.Kubelet.Figures;
using Coaster.Kubelet.Serving;
using Coaster.KubeletApi.DevicePlugins;
using Coaster.Slicing;
using Coaster.Slicing.Advertising;
using Coaster.Slicing.Allocation;
using Grpc.Core;

namespace Coaster.Kubelet.Allocation;

/// <summary>What kubelet hears when it asks for devices of one resource.</summary>
internal sealed class ResourceAnswers(
    DeviceFeed feed, AllocationAnswers answers, Candidates candidates, AllocationBook book, ResourceFigures figures, Action allocated, TimeProvider time)
{
    private const string Mark = "COASTER_BOOKED";
    private const string MarkOfKubelet = "kubelet";
    private const string CdiKind = ResourceNames.Whole + "=";

    private string Resource => figures.Resource;

    /// <summary>To be called before kubelet hears of the first device, which is when it begins to ask.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => candidates.MeetAsync(cancellationToken);

    /// <summary>The devices that kubelet should hand out; none where it asks for what nobody can mean, and it then chooses itself.</summary>
    public async Task<IReadOnlyList<string>> PreferAsync(
        IReadOnlyList<string> available, IReadOnlyList<string> mustInclude, int size, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        if (size < 0 || available.Count > DeviceSlicer.MaxDevices || mustInclude.Count > DeviceSlicer.MaxDevices)
        {
            figures.Failed(KubeletEventKind.Failed, $"kubelet asks for {size} of {available.Count} devices of {Resource}: it chooses itself");
            return [];
        }

        var asking = candidates.ForAsync(Resource, size, cancellationToken);
        // While kubelet makes its list.
        var devices = new PreferredDevices(new PreferenceRequest(Resource, available, mustInclude, size));
        var meant = await asking;
        var chosen = devices.Choose(meant.Select(container => container.Devices));
        book.Offered(Resource, OwnerOf(chosen, meant)?.Name, chosen);
        figures.Preferred(time.GetElapsedTime(start));
        return chosen;
    }

    /// <summary>What the container gets with these devices.</summary>
    /// <exception cref="RpcException">A device is none of the resource, or not there now. Kubelet then ends the pod.</exception>
    public ContainerAllocateResponse Allocate(IReadOnlyList<string> ids)
    {
        var start = time.GetTimestamp();
        var devices = ids.Select(Parse).ToList();
        book.Allocated(Resource, ids);
        var answer = answers == AllocationAnswers.ByCdi ? Named(devices) : new ContainerAllocateResponse { Envs = { [Mark] = MarkOfKubelet } };
        figures.Allocated(time.GetElapsedTime(start));
        allocated();
        return answer;
    }

    private static ContainerAllocateResponse Named(List<DeviceId> devices)
    {
        var uuids = devices.Select(device => device.Uuid).Distinct(StringComparer.OrdinalIgnoreCase);
        return new ContainerAllocateResponse { CdiDevices = { uuids.Select(uuid => new CDIDevice { Name = CdiKind + uuid }) } };
    }

    /// <summary>The first of whom the chosen devices are exactly what is booked.</summary>
    private BookedPodContainer? OwnerOf(IReadOnlyList<string> chosen, IReadOnlyList<BookedPodContainer> meant)
    {
        var counts = chosen
            .GroupBy(id => DeviceId.TryParse(Resource, id, out var device) ? device.Uuid : id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(gpu => gpu.Key, gpu => gpu.Count(), StringComparer.OrdinalIgnoreCase);
        return meant.FirstOrDefault(container =>
            container.Devices.Devices.Count == counts.Count
            && container.Devices.Devices.All(booked => counts.GetValueOrDefault(booked.Uuid) == booked.Count));
    }

    private DeviceId Parse(string id)
    {
        if (!DeviceId.TryParse(Resource, id, out var device))
            throw Refusal(StatusCode.InvalidArgument, $"'{Bounded(id)}' is no device of {Resource}");
        return feed.Current.Has(id) ? device : throw Refusal(StatusCode.FailedPrecondition, $"the device {id} of {Resource} is not there any more");
    }

    private RpcException Refusal(StatusCode code, string why)
    {
        figures.Failed(KubeletEventKind.Refused, $"cannot allocate: {why}");
        return new RpcException(new Status(code, $"cannot allocate: {why}. Let the pod be made anew."));
    }

    private static string Bounded(string id) => id.Length <= DeviceId.MaxLength ? id : id[..DeviceId.MaxLength] + "...";
}
