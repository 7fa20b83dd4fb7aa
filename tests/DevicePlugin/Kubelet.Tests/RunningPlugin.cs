using Coaster.Kubelet.Ports;
using Coaster.KubeletApi;
using Coaster.Slicing.Advertising;
using Coaster.Testing;

namespace Coaster.Kubelet.Tests;

/// <summary>The device plugin in a folder of its own, with all waits short.</summary>
internal sealed class RunningPlugin : IAsyncDisposable
{
    public static readonly KubeletTimings Quick = new()
    {
        PollEvery = TimeSpan.FromMilliseconds(100),
        FirstRetry = TimeSpan.FromMilliseconds(20),
        MaxRetry = TimeSpan.FromMilliseconds(100),
        RegisterBound = Until.Bound,
        StreamBound = Until.Bound,
        ListBound = Until.Bound,
        LookBound = Until.Bound,
        ReviewBound = Until.Bound,
        ReviewEvery = TimeSpan.FromMilliseconds(200),
        ReviewSettle = TimeSpan.FromMilliseconds(20),
    };

    private readonly TempFolder _temp = new();
    private readonly PodResourcesClient _client;
    private readonly Task _running;

    public RunningPlugin(KubeletTimings? timings = null, AllocationAnswers answers = AllocationAnswers.ByRuntime, IKubeletPods? pods = null, string subfolder = "")
    {
        Folder = subfolder.Length == 0 ? _temp.Path : _temp[subfolder];
        _client = new PodResourcesClient(FakeKubelet.PodSocket(Folder), Until.Bound);
        Host = new DevicePluginHost(
            new KubeletFolder(Folder), answers, Booked, pods ?? new KubeletPods(_client), Events, TimeProvider.System, timings ?? Quick);
        _running = Host.RunAsync(CancellationToken.None);
    }

    public static RunningPlugin With(IKubeletPods pods) => new(pods: pods);

    public string Folder { get; }

    public DevicePluginHost Host { get; }

    public FakeBooked Booked { get; } = new();

    public HeardEvents Events { get; } = new();

    public string Socket => Path.Combine(Folder, "ten.ai_gpu-mem.sock");

    public ResourceStatus Memory => Host.Status.Resources.Single(resource => resource.Resource == Words.Memory);

    public RunningPlugin Publish(params AdvertisedResource[] resources)
    {
        Host.Publish(resources);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _running;
        _client.Dispose();
        _temp.Dispose();
    }
}
