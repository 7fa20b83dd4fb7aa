using System.Collections.Concurrent;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Events;
using Coaster.NvmlInterop.Library.Results;

namespace Coaster.Health.Probing;

/// <summary>One opening of the driver: its session, its GPUs' handles, and the set that collects their events where the driver has events.</summary>
internal sealed class ProbeSession : IDisposable
{
    private readonly NvmlSession _session;
    private readonly string _root;
    private readonly NvmlEventSet? _events;
    private readonly ConcurrentDictionary<string, NvmlDevice> _devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<NvmlDevice, string> _names = new();
    private readonly ConcurrentDictionary<string, bool> _listening = new(StringComparer.OrdinalIgnoreCase);

    public ProbeSession(NvmlSession session, string root)
    {
        (_session, _root) = (session, root);
        _events = session.CreateEventSet() is { IsSuccess: true } made ? made.Value : null;
    }

    public GpuListing List()
    {
        var count = _session.GetDeviceCount();
        if (!count.IsSuccess)
            return new GpuListing.Gone(count.Status.Describe());
        var gpus = new List<ListedGpu>();
        var silent = new List<NvmlStatus>();
        for (var index = 0; index < count.Value; index++)
            if (Identify(index, out var status) is { } gpu)
                gpus.Add(gpu);
            else if (status != NvmlStatus.NoPermission)
                silent.Add(status);
        if (silent.Count > 0)
            gpus.AddRange(Silent(gpus, silent));
        Listen(gpus);
        return new GpuListing.Found(gpus);
    }

    public GpuLook? Look(string uuid)
    {
        if (!_devices.TryGetValue(uuid, out var device))
            return null;
        using var hold = new Hold(_session);
        return DeviceLook.Take(device);
    }

    public GpuEvent? Wait(TimeSpan limit)
    {
        if (_events is null || _listening.IsEmpty)
            return null;
        using var hold = new Hold(_events);
        return _events.Wait(limit) is { IsSuccess: true } told ? From(told.Value) : null;
    }

    public void Dispose()
    {
        _events?.Dispose();
        _session.Dispose();
    }

    private ListedGpu? Identify(int index, out NvmlStatus status)
    {
        var device = _session.GetDevice(index);
        var uuid = device.IsSuccess ? device.Value.GetUuid() : default;
        status = device.IsSuccess ? uuid.Status : device.Status;
        if (status != NvmlStatus.Success || uuid.Value.Length == 0)
            return null;
        _devices[uuid.Value] = device.Value;
        _names[device.Value] = uuid.Value;
        return new ListedGpu(uuid.Value, Migs(device.Value));
    }

    private static List<string> Migs(NvmlDevice device) => device.GetMigMode().ValueOr(default).Current
        ? [.. device.GetMigDevices().Select(mig => mig.Device.GetUuid()).Where(uuid => uuid.IsSuccess).Select(uuid => uuid.Value)]
        : [];

    /// <summary>
    /// Those that do not tell their names: the ones that were there before, where the numbers agree; else by the kernel's list, which costs a reading of
    /// the whole inventory.
    /// </summary>
    private IEnumerable<ListedGpu> Silent(List<ListedGpu> talking, List<NvmlStatus> silent)
    {
        var missing = _devices.Keys.Except(talking.Select(gpu => gpu.Uuid), StringComparer.OrdinalIgnoreCase).ToList();
        var names = missing.Count == silent.Count ? missing : Named();
        return names.Except(talking.Select(gpu => gpu.Uuid), StringComparer.OrdinalIgnoreCase)
            .Select(uuid => new ListedGpu(uuid, null, silent[0].Describe()));
    }

    private List<string> Named() => NvmlInventory.Read(_session, _root) is InventoryResult.Available read
        ? [.. read.Inventory.Gpus.Where(gpu => gpu.Health == GpuHealth.Lost && gpu.Uuid.Length > 0).Select(gpu => gpu.Uuid)]
        : [];

    /// <summary>A GPU that was silent has lost what it was registered for, so it is registered again when it answers.</summary>
    private void Listen(List<ListedGpu> gpus)
    {
        foreach (var gpu in gpus)
            if (gpu.Silence is not null)
                _listening.TryRemove(gpu.Uuid, out _);
            else if (!_listening.ContainsKey(gpu.Uuid) && EventKinds.Register(_events, _devices[gpu.Uuid]))
                _listening[gpu.Uuid] = true;
    }

    private GpuEvent From(NvmlEvent told) => new(
        _names.GetValueOrDefault(told.Device), EventKinds.KindOf(told.Kind), (int)Math.Clamp(told.Data, 0, int.MaxValue), told.GpuInstance, told.ComputeInstance);
}
