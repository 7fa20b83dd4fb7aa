using Coaster.Cdi.Writing;
using Coaster.Cli.Machine;
using Coaster.Cli.Output;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.Ledger.Cluster;
using Coaster.Posix;

namespace Coaster.Cli.Cdi;

/// <summary>
/// Writes the specifications again when what they stand for has changed: the driver and its MIG devices as the kernel shows them, the
/// bookings, and whose the GPUs are. A failure is said once, and tried again.
/// </summary>
internal sealed class CdiWatch(CdiRequest request, Screen screen)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private readonly BookingFolder _bookings = new(new StateFolders(request.Settings.StateDirectory));
    private readonly InventoryCache _inventory = new(request.Settings);
    private (string Driver, string Bookings)? _written;
    private string? _said;

    /// <summary>Goes on until it is cancelled.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var changes = _bookings.Watch();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Refresh();
                await changes.WaitAsync(Period, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    private void Refresh()
    {
        try
        {
            // Read first: what changes while the specifications are written is seen the next time.
            var owned = PlainFile.TryReadText(ClusterOwnership.PathIn(request.Settings));
            var now = (DriverFingerprint.Of(request.Settings.DriverRoot), _bookings.Fingerprint() + owned);
            if (now == _written)
                return;
            Say(CdiGeneration.Publish(request, Gpus(now.Item1), replaceNvidia: false));
            _written = now;
        }
        catch (Exception error) when (error is CoasterException or IOException or UnauthorizedAccessException)
        {
            _written = null;
            SayOnce((error as CoasterException ?? CoasterException.Unexpected("cannot write the CDI specifications", error)).Line);
        }
    }

    /// <summary>Where only bookings came and went, the driver need not be woken.</summary>
    private NodeInventory Gpus(string driver) =>
        (_written?.Driver == driver ? _inventory.TryRead(driver) : null) ?? MachineGpus.Read(request.Settings);

    private void Say(Publication done)
    {
        foreach (var line in CdiReport.Lines(done, onlyChanges: _written is not null))
            screen.Out.WriteLine(line);
        screen.Out.Flush();
        if (CdiReport.KeptOff(done) is { } reason)
            SayOnce(reason);
        else
            _said = null;
    }

    private void SayOnce(string line)
    {
        if (line != _said)
            screen.Error.WriteLine(line);
        _said = line;
    }
}
