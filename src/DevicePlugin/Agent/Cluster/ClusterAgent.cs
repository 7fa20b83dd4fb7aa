using Coaster.Agent.Options;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Health;
using Coaster.KubeApi;
using Coaster.KubeApi.Events;
using Coaster.KubeApi.Models;
using Coaster.Kubelet;
using Coaster.Kubelet.Ports;
using Coaster.KubeletApi;
using Coaster.PodBookings;
using Coaster.Publishing.Cordoning;
using Coaster.Publishing.Node;
using Coaster.Settings;

namespace Coaster.Agent.Cluster;

/// <summary>The part of the agent that a node of a cluster has: it offers the GPUs to kubelet, and knows which container holds what.</summary>
internal sealed class ClusterAgent : IAsyncDisposable
{
    /// <summary>So small that pages of the largest pods that the API server takes stay below the bound of an answer.</summary>
    private const int PageSize = 32;

    private readonly KubeApi.Kubernetes _kubernetes;
    private readonly EventRecorder _recorder;
    private readonly PodEvents _events;
    private readonly PodBookingStore _bookings;
    private readonly NodeGpus _gpus;
    private readonly GpuHealthMonitor _health;
    private readonly NodePublisher _publisher;
    private readonly PodResourcesClient _podResources;
    private readonly DevicePluginHost _plugin;
    private readonly NodeModes _modes;
    private readonly NodeOffer _offer;
    private readonly AgentLog _log = new(Console.Error);

    /// <exception cref="CoasterException">The cluster cannot be spoken to as it is described.</exception>
    internal ClusterAgent(ClusterOptions options, HostSettings settings, TimeProvider time)
    {
        _kubernetes = new KubeApi.Kubernetes(Configuration(options), new KubernetesOptions { PageSize = PageSize, TimeProvider = time });
        var source = new V1EventSource { Component = "coaster-agent", Host = options.Node };
        _recorder = new EventRecorder(_kubernetes.Events(), source, new EventSettings(), time);
        _events = new PodEvents(_recorder, time);
        var known = new KnownGpus(Path.Combine(settings.StateDirectory, "known-gpus.json"));
        _gpus = new NodeGpus(settings.DriverRoot, known, () => _offer!.Changed(), time);
        _bookings = new PodBookingStore(
            new PodBookingSettings(options.Node, settings.DataDirectory, options.Namespace, options.Keys) { Bounds = settings.Oversubscription },
            _kubernetes,
            () => _offer!.Current,
            gpu => gpu.Mode,
            new BookingNotices(_events, _log),
            time);
        var notices = new HealthNotices(options.Node, _bookings, _events, () => _offer!.Changed());
        _health = new GpuHealthMonitor(settings.DriverRoot, options.Health, notices, time, known.Current?.Gpus ?? []);
        var cordoned = new CordonedGpus(_ => _offer!.Changed(), problem => _events.TellNode(options.Node, isWarning: true, "CordonUnclear", problem));
        _publisher = new NodePublisher(
            _kubernetes, options.Node, new NodePublisherSettings { LeaseNamespace = options.Namespace }, IsWell, error => _log.Once(error.Message), time)
        {
            Seen = cordoned.Take,
        };
        _podResources = new PodResourcesClient(Path.Combine(options.Kubelet, "pod-resources", "kubelet.sock"));
        _plugin = new DevicePluginHost(
            new KubeletFolder(KubeletFolder.UsualPath),
            options.GrantsByCdi ? AllocationAnswers.ByCdi : AllocationAnswers.ByRuntime,
            new BookedContainers(_bookings),
            new KubeletPods(_podResources),
            new KubeletNotices(options.Node, _events, _log),
            time);
        _modes = new NodeModes(options, settings, _kubernetes, _bookings, _events, _log, () => _offer!.Changed(), _gpus.LookSoon, time);
        _offer = new NodeOffer(() => _gpus.Current, () => _health.Book, cordoned, _modes, options.Unit, _log, time);
        Claims = new Claims(_bookings, () => _gpus.Current, settings.DriverRoot, _events);
    }

    /// <summary>What the runtime asks.</summary>
    internal Claims Claims { get; }

    /// <summary>Runs until it is told to end. A part that ends by itself ends the whole, so that whoever watches over the agent starts it again.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(ending);
        List<Task> parts =
        [
            _events.RunAsync(all.Token), _bookings.RunAsync(all.Token), _gpus.RunAsync(all.Token), _health.RunAsync(all.Token),
            _publisher.RunAsync(all.Token), _modes.FollowAsync(all.Token), _modes.ReportAsync(all.Token), _plugin.RunAsync(all.Token),
            _offer.RunAsync(_plugin, _publisher, _bookings, all.Token),
        ];
        _offer.Changed();
        var first = await Task.WhenAny(parts).ConfigureAwait(false);
        await all.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ending.IsCancellationRequested)
            throw CoasterException.Unexpected("a part of the agent ended", first.Exception?.InnerException ?? new InvalidOperationException("it ended by itself"));
    }

    public async ValueTask DisposeAsync()
    {
        await _plugin.DisposeAsync().ConfigureAwait(false);
        _podResources.Dispose();
        _bookings.Dispose();
        _recorder.Dispose();
        _kubernetes.Dispose();
    }

    /// <summary>Whether new pods with GPUs should come: not while no GPU answers.</summary>
    private bool IsWell() => _offer.Current?.Gpus.Any(gpu => gpu.Health is GpuHealth.Healthy or GpuHealth.Degraded) ?? false;

    private static KubernetesClientConfiguration Configuration(ClusterOptions options)
    {
        try
        {
            return options.Kubeconfig is { } file
                ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file)
                : KubernetesClientConfiguration.BuildDefaultConfig();
        }
        catch (KubeConfigException error)
        {
            throw new CoasterException("cannot reach the cluster", error.Message.TrimEnd('.'), "Name a kubeconfig with --kubeconfig", error);
        }
    }
}
