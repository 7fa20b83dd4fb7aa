using Coaster.GpuModel.Inventory;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>The MIG mode of a GPU and the MIG devices on it.</summary>
internal static class MigReader
{
    public static (MigMode Mode, IReadOnlyList<MigDevice> Devices) Read(NvmlDevice device)
    {
        var mode = device.GetMigMode();
        if (!mode.IsSuccess)
            return (MigMode.Unsupported, []);
        if (!mode.Value.Current)
            return (MigMode.Disabled, []);
        var total = device.GetMemory() is { IsSuccess: true } memory ? memory.Value.Total : 0;
        return (MigMode.Enabled, [.. device.GetMigDevices().Select(mig => Describe(mig.Device, mig.Index, total)).OfType<MigDevice>()]);
    }

    /// <summary>The device, or null for one that was destroyed between the listing and the look.</summary>
    private static MigDevice? Describe(NvmlDevice mig, int index, long parentBytes)
    {
        var uuid = mig.GetUuid();
        var attributes = mig.GetAttributes();
        if (!uuid.IsSuccess || mig.GetGpuInstanceId() is not { IsSuccess: true } gi || mig.GetComputeInstanceId() is not { IsSuccess: true } ci)
            return null;
        var profile = MigName.FromProduct(mig.GetName().ValueOr("")) ?? MigName.FromAttributes(attributes.ValueOr(default), parentBytes);
        return new MigDevice(uuid.Value, index, profile, Memory(mig, attributes), gi.Value, ci.Value);
    }

    private static long Memory(NvmlDevice mig, NvmlResult<MigAttributes> attributes) => attributes.IsSuccess
        ? attributes.Value.MemoryMiB
        : mig.GetMemory() is { IsSuccess: true } memory ? memory.Value.UsableMiB : 0;
}
