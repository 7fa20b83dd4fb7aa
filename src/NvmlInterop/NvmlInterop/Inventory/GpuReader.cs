using Coaster.GpuModel.Inventory;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>Reads one GPU: what it is, and what it does.</summary>
internal static class GpuReader
{
    /// <summary>The GPU, or null for one that this process may not use.</summary>
    public static (Gpu Gpu, GpuReading? Reading)? Read(NvmlResult<NvmlDevice> device, int index, DriverFiles files)
    {
        if (device.Status == NvmlStatus.NoPermission)
            return null;
        if (!device.IsSuccess)
            return (Unknown(index), null);
        return (Describe(device.Value, index, files), ReadNow(device.Value));
    }

    /// <summary>What a GPU does now; a null is what it does not tell.</summary>
    public static GpuReading ReadNow(NvmlDevice device) => new(
        device.GetMemory() is { IsSuccess: true } memory ? memory.Value.UsedMiB : null,
        device.GetUtilization() is { IsSuccess: true } utilization ? utilization.Value.Gpu : null,
        device.GetTemperatureC().OrNull(),
        device.GetPowerW().OrNull());

    private static Gpu Describe(NvmlDevice device, int index, DriverFiles files)
    {
        var pci = device.GetPci().ValueOr(new PciAddress("", 0));
        var (mode, mig) = MigReader.Read(device);
        return new Gpu(
            index,
            device.GetUuid().ValueOr(""),
            device.GetMinor().ValueOr(-1),
            device.GetName().ValueOr(""),
            device.GetMemory() is { IsSuccess: true } memory ? memory.Value.UsableMiB : 0,
            pci.BusId,
            NumaReader.Read(device, pci, files),
            HealthReader.Read(device),
            mode,
            mig)
        {
            ComputeCapability = device.GetComputeCapability() is { IsSuccess: true } capability ? capability.Value.ToString(2) : null,
            Brand = device.GetBrand() is { IsSuccess: true } brand ? brand.Value : null,
        };
    }

    private static Gpu Unknown(int index) =>
        new(index, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []);
}
