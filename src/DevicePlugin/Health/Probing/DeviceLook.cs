using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Results;

namespace Coaster.Health.Probing;

/// <summary>Looks at one GPU: the few calls that tell whether it is well.</summary>
internal static class DeviceLook
{
    public static GpuLook Take(NvmlDevice device)
    {
        var ecc = device.GetEccErrors(uncorrected: true, aggregate: false);
        var rows = device.GetRemappedRows();
        var pages = device.HasPendingRetirement();
        var action = device.GetField(NvmlField.RecoveryAction);
        NvmlStatus temperature = device.GetTemperatureC().Status, memory = device.GetMemory().Status;
        NvmlStatus[] answers = [temperature, memory, ecc.Status, rows.Status, pages.Status, action.Status];
        if (answers.Any(IsSilence))
            return new GpuLook { Silence = answers.First(IsSilence).Describe() };
        if (IsNoAnswer(temperature) && IsNoAnswer(memory))
            return new GpuLook { Silence = memory.Describe() };
        return new GpuLook
        {
            UncorrectedErrors = ecc.ValueOr(0),
            RowPending = rows.ValueOr(default).Pending || pages.ValueOr(false),
            RowFailed = rows.ValueOr(default).Failed,
            RecoveryAction = (int)action.ValueOr(0),
        };
    }

    private static bool IsSilence(NvmlStatus status) => status is NvmlStatus.GpuIsLost or NvmlStatus.ResetRequired or NvmlStatus.IrqIssue
        or NvmlStatus.DriverNotLoaded or NvmlStatus.Uninitialized or NvmlStatus.GpuNotFound;

    /// <summary>Drivers answer these to a question that a healthy GPU does not know, too; so they count only for what every GPU tells.</summary>
    private static bool IsNoAnswer(NvmlStatus status) => status is NvmlStatus.Unknown or NvmlStatus.Timeout or NvmlStatus.NoPermission
        or NvmlStatus.NotFound or NvmlStatus.InvalidArgument or NvmlStatus.OperatingSystem;
}
