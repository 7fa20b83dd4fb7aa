namespace Coaster.Enforcement.Sampling;

/// <summary>
/// Asks NVML. The driver is opened with the first question and kept open; one that does not answer, or lost its GPUs, is opened anew after a
/// while that grows up to half a minute.
/// </summary>
/// <param name="driverRoot">The driver, as COASTER_DRIVER_ROOT names it.</param>
/// <param name="clock">The clocks.</param>
public sealed class NvmlSampler(string driverRoot, MonotonicClock clock) : IGpuSampler
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Lock _opening = new();
    private readonly Dictionary<string, UtilizationTrack> _tracks = new(StringComparer.OrdinalIgnoreCase);
    private NvmlSession? _session;
    private TimeSpan _pause = FirstPause;
    private TimeSpan _nextOpening;

    /// <summary>The driver's session, opened when it is not; null when it cannot be opened now.</summary>
    public NvmlSession? Session
    {
        get
        {
            lock (_opening)
                return _session ??= Open();
        }
    }

    /// <summary>A GPU of the session, or null.</summary>
    public NvmlDevice? Device(string uuid) => Session?.GetDeviceByUuid(uuid) is { IsSuccess: true } device ? device.Value : null;

    /// <inheritdoc/>
    public GpuSample? Sample(string uuid)
    {
        if (Session is not { } session)
            return null;
        var device = session.GetDeviceByUuid(uuid);
        if (device.IsSuccess && ReadProcesses(device.Value) is { } processes)
        {
            (_pause, _nextOpening) = (FirstPause, TimeSpan.Zero);
            return Measure(uuid, device.Value, processes);
        }

        if (device.Status is NvmlStatus.Uninitialized or NvmlStatus.Unknown or NvmlStatus.DriverNotLoaded or NvmlStatus.LibraryVersionMismatch)
            Close();
        return null;
    }

    /// <summary>What a process holds on a GPU, or null when the driver names it not, or tells no amount.</summary>
    public long? HeldBytes(string uuid, int pid) =>
        Device(uuid) is { } device && ReadProcesses(device) is { } processes && processes.TryGetValue(pid, out var bytes) ? bytes : null;

    /// <inheritdoc/>
    public void Dispose() => Close();

    private GpuSample Measure(string uuid, NvmlDevice device, Dictionary<int, long?> processes)
    {
        if (!_tracks.TryGetValue(uuid, out var track))
            _tracks[uuid] = track = new UtilizationTrack(clock);
        var samples = device.GetProcessUtilization(track.LastUs);
        var before = track.MeasuredUntilNs;
        var busy = track.Add(samples.ValueOr([]), device.GetUtilizationSamples(track.LastUs).ValueOr([]));
        // Under MIG, and on old GPUs, the driver does not tell whose the time was.
        var percent = samples.IsNotSupported ? device.GetUtilization() is { IsSuccess: true } whole ? whole.Value.Gpu : 0 : 0;
        return new GpuSample(uuid, processes, busy, track.MeasuredUntilNs, (track.MeasuredUntilNs - before) / 100 * percent);
    }

    /// <summary>A process is in several of the driver's lists; the largest figure counts.</summary>
    private static Dictionary<int, long?>? ReadProcesses(NvmlDevice device)
    {
        var compute = device.GetProcesses(ProcessKind.Compute);
        if (!compute.IsSuccess)
            return null;
        var found = new Dictionary<int, long?>();
        foreach (var process in compute.Value.Concat(device.GetProcesses(ProcessKind.Graphics).ValueOr([])).Concat(device.GetProcesses(ProcessKind.Mps).ValueOr([])))
            found[process.Pid] = found.TryGetValue(process.Pid, out var other) && !(process.UsedBytes > other) ? other : process.UsedBytes;
        return found;
    }

    private NvmlSession? Open()
    {
        if (clock.Now < _nextOpening)
            return null;
        _nextOpening = clock.Now + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return NvmlLibrary.TryOpen(driverRoot) is NvmlOpening.Opened opened ? opened.Session : null;
    }

    private void Close()
    {
        lock (_opening)
        {
            _session?.Dispose();
            (_session, _nextOpening) = (null, clock.Now + _pause);
        }
    }
}
