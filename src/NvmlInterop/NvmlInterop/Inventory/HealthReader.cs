using Coaster.GpuModel.Inventory;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>Whether a GPU may be booked, by what it tells of itself.</summary>
public static class HealthReader
{
    /// <summary>
    /// Lost when the driver says so; degraded with uncorrected ECC errors since the driver was loaded, with a memory row or page that could
    /// not be replaced or waits for a reset, or when the driver asks for a recovery; healthy otherwise.
    /// </summary>
    public static GpuHealth Read(NvmlDevice device)
    {
        var ecc = device.GetEccErrors(uncorrected: true, aggregate: false);
        var rows = device.GetRemappedRows();
        if (IsLost(device.GetTemperatureC().Status) || IsLost(device.GetMemory().Status) || IsLost(ecc.Status) || IsLost(rows.Status))
            return GpuHealth.Lost;
        var sick = ecc.ValueOr(0) > 0
            || rows.ValueOr(default) is { Pending: true } or { Failed: true }
            || device.HasPendingRetirement().ValueOr(false)
            || device.GetField(NvmlField.RecoveryAction).ValueOr(0) > 0;
        return sick ? GpuHealth.Degraded : GpuHealth.Healthy;
    }

    private static bool IsLost(NvmlStatus status) => status is NvmlStatus.GpuIsLost or NvmlStatus.ResetRequired or NvmlStatus.IrqIssue;
}
