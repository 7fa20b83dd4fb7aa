using Coaster.NvmlInterop.Library;

namespace Coaster.Health.Probing;

/// <summary>
/// Asks NVML. NVML is opened once for a process, however many ask: after the driver was loaded anew it answers again when all of its sessions in this
/// process are closed, so everybody who keeps one must close it when the driver is gone, as this one does.
/// </summary>
/// <param name="driverRoot">Where the driver's files are.</param>
internal sealed class NvmlGpuProbe(string driverRoot) : IGpuProbe
{
    private volatile ProbeSession? _session;

    public GpuListing List()
    {
        if (_session is null && Open() is { } reason)
            return new GpuListing.Gone(reason);
        var listing = _session!.List();
        if (listing is GpuListing.Gone)
            Dispose();
        return listing;
    }

    public GpuLook? Look(string uuid)
    {
        try
        {
            return _session?.Look(uuid);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public GpuEvent? Wait(TimeSpan limit)
    {
        try
        {
            return _session?.Wait(limit);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    private string? Open()
    {
        switch (NvmlLibrary.TryOpen(driverRoot))
        {
            case NvmlOpening.Opened opened:
                _session = new ProbeSession(opened.Session, driverRoot);
                return null;
            case NvmlOpening.Unavailable unavailable:
                return unavailable.Reason;
            default:
                throw new InvalidOperationException("an opening is one of two");
        }
    }
}
