using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Runtime.Gpus;

/// <summary>
/// The machine's GPUs as they are kept in the state directory. This program does not talk to the driver, which may take half a minute to wake
/// up; when what is kept is of another driver or another cut of the GPUs, the command line is asked to look again.
/// </summary>
internal sealed class NodeGpus(HostSettings settings)
{
    private const string Reader = "coaster";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly InventoryCache _cache = new(settings);
    private NodeInventory? _read;

    /// <summary>The GPUs.</summary>
    /// <exception cref="CoasterException">They were never read, and cannot be read now.</exception>
    internal NodeInventory Read() => _read ??= _cache.TryRead(Fingerprint()) ?? Refresh();

    /// <summary>The GPUs, read anew when the request names one that is not among those that are kept: MIG devices change their names.</summary>
    internal NodeInventory ReadFor(GpuRequest request)
    {
        var kept = Read();
        return request.Filter.Devices.All(name => name.Resolve(kept) is not null) ? kept : Refresh();
    }

    private NodeInventory Refresh()
    {
        var reader = Programs.Find(Path.Combine(AppContext.BaseDirectory, Reader)) ?? Programs.Find(Reader)
            ?? throw Unread($"{Reader} is neither beside this program nor in PATH", "Install both from the same build");
        var status = Programs.Run(reader, [reader, "refresh"], Limit);
        if (status is null)
            throw Unread($"the driver did not answer within {Limit.TotalSeconds:0} s", "Look at dmesg, and at: nvidia-smi");
        return _read = _cache.TryRead(Fingerprint()) ?? throw Unread($"'{Reader} refresh' ended with {status}", $"Run it by hand to see why: {reader} refresh");
    }

    private string Fingerprint()
    {
        try
        {
            return DriverFingerprint.Of(settings.DriverRoot);
        }
        catch (PosixException error)
        {
            throw Unread(error.Message, "Name the folder that holds the driver as driverRoot in the settings");
        }
    }

    private static CoasterException Unread(string why, string mend) => new("cannot tell which GPUs this machine has", why, mend);
}
