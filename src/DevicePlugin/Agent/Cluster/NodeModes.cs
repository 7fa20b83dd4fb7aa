using Coaster.Agent.Options;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Ledger.Cluster;
using Coaster.PodBookings;
using Coaster.Publishing.Config;
using Coaster.Publishing.Modes;
using Coaster.Publishing.Node;
using Coaster.Settings;

namespace Coaster.Agent.Cluster;

/// <summary>What each GPU is offered as: what the operator wants of it, brought about while nobody uses it.</summary>
internal sealed class NodeModes
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);
    private readonly DriverLayouts _layouts;
    private readonly ModeKeeper _keeper;
    private readonly ModeAnnouncer _announcer;
    private readonly GpuConfigStatusWriter _status;
    private readonly GpuConfigWatch _watch;
    private readonly GpuUsers _users;
    private readonly AgentLog _log;
    private readonly HostSettings _settings;
    private readonly string _node;
    private volatile V1alpha1GpuConfigSpec? _wanted;
    private volatile bool _isWaiting;

    internal NodeModes(
        ClusterOptions options,
        HostSettings settings,
        KubeApi.Kubernetes kubernetes,
        PodBookingStore bookings,
        PodEvents events,
        AgentLog log,
        Action changed,
        Action cut,
        TimeProvider time)
    {
        (_settings, _node, _log) = (settings, options.Node, log);
        _users = new GpuUsers(bookings, new NodeLedger(settings));
        _layouts = new DriverLayouts(settings, uuid => _users.ByGpu()[uuid], cut, time);
        _keeper = new ModeKeeper(new ModeFile(Path.Combine(settings.DataDirectory, "modes.json")), _layouts, RetryAfter, time);
        _announcer = new ModeAnnouncer(new ConfigEvents(options.Node, events));
        _wanted = options.GpuConfigFile is { } file ? GpuConfigFile.Read(file) : null;
        var ownFile = _wanted;
        _status = new GpuConfigStatusWriter(kubernetes, new NodePublisherSettings(), error => log.Once(error.Message), time);
        _watch = new GpuConfigWatch(kubernetes, options.Node, new GpuConfigWatchSettings(), Take, log.Once, error => log.Once(error.Message), time);

        void Take(V1alpha1GpuConfig? config)
        {
            _wanted = config?.Spec ?? ownFile;
            _status.Take(config);
            changed();
        }
    }

    /// <summary>Whether a GPU waits for its users, so that it has to be looked at again by and by.</summary>
    internal bool IsWaiting => _isWaiting;

    internal GpuMode ModeOf(Gpu gpu) => _keeper.AppliedOf(gpu.Uuid).Mode;

    /// <summary>Whether nothing new may come to the GPU, because it is to become something else.</summary>
    internal bool IsDraining(Gpu gpu) => _keeper.IsDraining(gpu.Uuid);

    /// <summary>Brings about what can be, and tells how far everything is. For one thread.</summary>
    internal void Reconcile(NodeInventory node)
    {
        var wanted = GpuConfigReader.Read(_wanted, node);
        var users = _users.ByGpu();
        var states = _keeper.Reconcile(node, wanted, uuid => [.. users[uuid]]);
        TakeApart(states);
        _isWaiting = states.Any(state => state.Progress != GpuModeProgress.Applied);
        new ClusterOwnership(_node, [.. node.Gpus.Where(gpu => ModeOf(gpu) == GpuMode.Local).Select(gpu => gpu.Uuid)]).Write(_settings);
        _announcer.Announce(states, wanted.Refusals);
        _status.Report(states, wanted.Refusals);
    }

    private void TakeApart(IReadOnlyList<GpuModeState> states)
    {
        try
        {
            _layouts.TakeApart(states);
        }
        catch (CoasterException error)
        {
            _log.Once(error.Line);
        }
    }

    /// <summary>Follows the node's configuration until it is told to end.</summary>
    internal Task FollowAsync(CancellationToken ending) => _watch.RunAsync(ending);

    /// <summary>Writes how far everything is into the configuration's status until it is told to end.</summary>
    internal Task ReportAsync(CancellationToken ending) => _status.RunAsync(ending);
}
