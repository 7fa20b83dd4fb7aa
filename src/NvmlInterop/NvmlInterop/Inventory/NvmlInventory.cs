using Coaster.GpuModel.Inventory;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>Reads the GPUs of a node from the driver.</summary>
public static class NvmlInventory
{
    /// <summary>Opens the driver, reads its GPUs and what they do, and closes it again.</summary>
    /// <param name="driverRoot">Where the driver's files are, as <c>COASTER_DRIVER_ROOT</c> gives it; <c>/</c> for those of this machine.</param>
    /// <returns>The GPUs, or why there is nobody to ask. It does not throw for what a driver answers.</returns>
    public static InventoryResult Read(string driverRoot)
    {
        switch (NvmlLibrary.TryOpen(driverRoot))
        {
            case NvmlOpening.Opened opened:
                using (opened.Session)
                    return Read(opened.Session, driverRoot);
            case NvmlOpening.Unavailable unavailable:
                return new InventoryResult.Unavailable(unavailable.Reason);
            default:
                throw new InvalidOperationException("an opening is one of two");
        }
    }

    /// <summary>The same within a bound: a driver that has to wake its GPUs first can take half a minute, and a broken one for ever.</summary>
    /// <param name="driverRoot">Where the driver's files are.</param>
    /// <param name="limit">How long to wait; a call that is still inside the driver then is left to itself.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<InventoryResult> ReadAsync(string driverRoot, TimeSpan limit, CancellationToken cancellation)
    {
        var reading = Task.Run(() => Read(driverRoot), cancellation);
        try
        {
            return await reading.WaitAsync(limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new InventoryResult.Unavailable($"the driver did not answer within {limit.TotalSeconds:0.#} s");
        }
    }

    /// <summary>Reads the GPUs in a session that the caller keeps, as an agent does.</summary>
    /// <param name="session">An open session.</param>
    /// <param name="driverRoot">The root that it was opened with; below it the driver's proc and sysfs files are looked for first.</param>
    public static InventoryResult Read(NvmlSession session, string driverRoot)
    {
        var count = session.GetDeviceCount();
        if (!count.IsSuccess)
            return new InventoryResult.Unavailable(count.Status.Describe());
        var files = new DriverFiles(driverRoot);
        var gpus = new List<Gpu>();
        var readings = new Dictionary<string, GpuReading>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < count.Value; index++)
            if (GpuReader.Read(session.GetDevice(index), index, files) is { } found)
                Add(found, gpus, readings);
        return new InventoryResult.Available(
            new NodeInventory(session.GetDriverVersion().ValueOr(""), session.GetCudaVersion().ValueOr(""), LostGpus.Name(gpus, files)), readings);
    }

    private static void Add((Gpu Gpu, GpuReading? Reading) found, List<Gpu> gpus, Dictionary<string, GpuReading> readings)
    {
        gpus.Add(found.Gpu);
        if (found.Reading is not null && found.Gpu.Uuid.Length > 0)
            readings[found.Gpu.Uuid] = found.Reading;
    }
}
