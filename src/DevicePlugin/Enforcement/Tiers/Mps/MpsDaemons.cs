using System.Collections.Concurrent;
using Coaster.Enforcement.Containers;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Sampling;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Quota;
using Coaster.Settings;

namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>
/// The MPS daemons of the machine's GPUs: one begins with the first container of the tier <c>mps</c> on a GPU and ends with the last. What an agent
/// before this one left is gone on with, or put back.
/// </summary>
/// <param name="settings">Where the driver and the state are.</param>
/// <param name="sampler">Who has the driver open.</param>
/// <param name="events">Where it is told that a daemon had to be started anew.</param>
public sealed class MpsDaemons(HostSettings settings, NvmlSampler sampler, EventLog events) : IMpsClients
{
    // Volta: before it, clients have no address spaces and limits of their own.
    private const int FirstMajor = 7;
    private readonly Lock _changing = new();
    private readonly BookingsFolder _bookings = new(new NodeLedger(settings), TimeProvider.System);
    private readonly Dictionary<string, MpsDaemon> _daemons = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, MpsClientList> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public MpsClientList? Of(string gpu) => _clients.GetValueOrDefault(gpu);

    /// <summary>Whether a GPU can be shared by MPS now.</summary>
    public bool IsOffered(string uuid) =>
        MpsControl.IsThere(settings.DriverRoot) && sampler.Device(uuid) is { } device && IsCapable(device) && (File.Exists(Folder(uuid).Record) || Users(device).Count == 0);

    /// <summary>Has the daemon run that a container needs, before the container is made.</summary>
    /// <param name="entry">Its booking.</param>
    /// <exception cref="CoasterException">It cannot be had.</exception>
    public void Prepare(LedgerEntry entry)
    {
        lock (_changing)
        {
            if (entry.Container.Grants is not [var grant])
                throw Refused(entry, "a process is the client of one MPS daemon, and each GPU has its own", "Ask for a share of one GPU");
            var (daemon, part) = (Find(grant.GpuUuid), MpsPart.Of(grant));
            if (daemon.Record is { } record && record.Part != part && Entries(grant.GpuUuid).Any(other => other.Id != entry.Id))
                throw Refused(entry, $"{grant.GpuUuid} is shared by MPS in parts of {record.Part}, and {part} is another part: its daemon has one limit for all", "Ask for the same part, or name another GPU with device=");
            if (daemon.Record is not null && daemon.Record.Part != part)
                daemon.End();
            if (daemon.Record is null)
                Begin(entry, daemon, grant.GpuUuid, part);
            else
                Keep(grant.GpuUuid, daemon);
        }
    }

    /// <summary>Sees to all daemons: those that nobody needs any more end, those that died are started anew.</summary>
    /// <returns>What went wrong, for each GPU where something did.</returns>
    public IReadOnlyList<CoasterException> Keep()
    {
        lock (_changing)
            return [.. _daemons.Keys.Union(MpsFolder.Gpus(settings.StateDirectory), StringComparer.OrdinalIgnoreCase).ToList().Select(TryKeep).OfType<CoasterException>()];
    }

    private CoasterException? TryKeep(string uuid)
    {
        try
        {
            if (Entries(uuid).Any())
                Keep(uuid, Find(uuid));
            else
                End(uuid);
            return null;
        }
        catch (Exception error)
        {
            return error as CoasterException ?? CoasterException.Unexpected($"seeing to the MPS daemon of {uuid} failed", error);
        }
    }

    private void Begin(LedgerEntry entry, MpsDaemon daemon, string uuid, MpsPart part)
    {
        if (sampler.Device(uuid) is { } device && Users(device) is [var user, ..])
            throw Refused(entry, $"process {user} has a context on {uuid} already, and MPS needs the GPU to itself", "End it, or name another GPU with device=");
        daemon.Begin(part);
    }

    private void Keep(string uuid, MpsDaemon daemon)
    {
        if (daemon.Keep() is { } clients)
        {
            _clients[uuid] = new MpsClientList(Of(uuid) is { } before ? before.Number + 1 : 0, clients.ToHashSet());
            return;
        }

        _clients.TryRemove(uuid, out _);
        foreach (var entry in Entries(uuid))
            events.Add(EnforcementEvent.Of(entry, EventKind.MpsRestarted, "the MPS daemon of its GPU was started anew: contexts that were there before are lost"));
    }

    private void End(string uuid)
    {
        var daemon = Find(uuid);
        daemon.End();
        _clients.TryRemove(uuid, out _);
        if (daemon.Record is null)
            _daemons.Remove(uuid);
    }

    private MpsDaemon Find(string uuid) => _daemons.TryGetValue(uuid, out var daemon)
        ? daemon
        : _daemons[uuid] = new MpsDaemon(sampler, new MpsControl(settings.DriverRoot, Folder(uuid), uuid), Folder(uuid), uuid);

    private MpsFolder Folder(string uuid) => MpsFolder.Of(settings.StateDirectory, uuid);

    /// <summary>The containers that need the GPU's daemon. Read while the daemons are locked: whoever asks for one has booked before.</summary>
    private IEnumerable<LedgerEntry> Entries(string uuid) => _bookings.Read().Where(entry =>
        entry.Container is { Kind: BookingKind.Share, Tier: EnforcementTier.Mps }
        && entry.Container.Grants.Any(grant => string.Equals(grant.GpuUuid, uuid, StringComparison.OrdinalIgnoreCase)));

    private static bool IsCapable(NvmlDevice device) =>
        device.GetMigMode() is not { IsSuccess: true, Value.Current: true } && device.GetComputeCapability() is { IsSuccess: true } version && version.Value.Major >= FirstMajor;

    private static List<int> Users(NvmlDevice device) => [.. device.GetProcesses(ProcessKind.Compute).ValueOr([]).Select(process => process.Pid)];

    private static CoasterException Refused(LedgerEntry entry, string why, string mend) => new($"cannot start {entry.Container.Container}", why, mend);
}
