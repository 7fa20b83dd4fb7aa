using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger.Cluster;
using Coaster.Ledger.Remains;
using Coaster.Settings;
using Coaster.Posix;

namespace Coaster.Ledger;

/// <summary>
/// The node's own bookkeeper, for every GPU that no cluster owns: one file for each booking, changed by one process at a time. A booking
/// lasts as long as its container; whoever looks first after a container's end, however it ended, clears up after it.
/// </summary>
/// <param name="settings">Where the state is.</param>
public sealed class NodeLedger(HostSettings settings)
{
    private readonly StateFolders _folders = new(settings.StateDirectory);

    /// <summary>Where everything is.</summary>
    public StateFolders Folders => _folders;

    /// <summary>The cgroup that a container started here gets.</summary>
    public static string CgroupsPathOf(string id) => ContainerRemains.CgroupsPathOf(id);

    /// <summary>How the limits of shares are made to hold.</summary>
    internal EnforcementPolicy Enforcement => settings.Enforcement;

    /// <summary>What of the machine the cluster owns, or null where there is none.</summary>
    /// <exception cref="CoasterException">Nobody knows.</exception>
    internal ClusterOwnership? Cluster => ClusterOwnership.TryRead(settings);

    /// <summary>What the shares of one GPU may add up to.</summary>
    internal ShareBounds Bounds => settings.Oversubscription;

    /// <summary>The folder on which such a container's root is mounted.</summary>
    public string MountedRootOf(string id) => Path.Combine(_folders.Container(id), ContainerRemains.MountedRoot);

    /// <summary>The booking of that container, or null; needs no lock, because entries are replaced as a whole.</summary>
    /// <exception cref="CoasterException">The entry cannot be read.</exception>
    public LedgerEntry? Find(string id) => Identifiers.IsName(id) ? LedgerFile.TryRead(_folders.Booking(id)) : null;

    /// <summary>Writes down that a container's limits hold by something else than was booked.</summary>
    /// <exception cref="CoasterException">The booking is gone, and somebody else may have what it stood for.</exception>
    internal void SetTier(string id, EnforcementTier tier)
    {
        using var transaction = Begin();
        var entry = transaction.Entries.FirstOrDefault(entry => entry.Id == id) ?? throw new CoasterException(
            $"cannot start {id}", "the GPUs that were booked for it were given back meanwhile", "Start it again");
        transaction.Put(entry with { Booking = new Booking(entry.Booking.Owner, [entry.Container with { Tier = tier }]) });
    }

    /// <summary>
    /// Waits for the ledger and brings it up to date: bookings whose containers are gone are freed. The ledger belongs to the caller until
    /// the transaction is disposed of.
    /// </summary>
    /// <exception cref="CoasterException">The state directory cannot be used.</exception>
    public LedgerTransaction Begin()
    {
        _folders.Create();
        var held = FileLock.Acquire(_folders.Lock);
        try
        {
            var transaction = new LedgerTransaction(_folders, held);
            transaction.Sweep();
            return transaction;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
