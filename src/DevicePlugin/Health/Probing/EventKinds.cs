using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Events;

namespace Coaster.Health.Probing;

/// <summary>Which of NVML's events are of interest here.</summary>
internal static class EventKinds
{
    private const NvmlEventKinds Wanted = NvmlEventKinds.XidCriticalError | NvmlEventKinds.DoubleBitEccError | NvmlEventKinds.DramRetirementFailure
        | NvmlEventKinds.FatalPoison | NvmlEventKinds.GpuUnavailable | NvmlEventKinds.GpuRecoveryAction;

    /// <summary>Registers a GPU for what it can tell; false where it tells nothing. That is normal: its looks tell what they can.</summary>
    public static bool Register(NvmlEventSet? events, NvmlDevice device)
    {
        var kinds = device.GetEventKinds().ValueOr(NvmlEventKinds.None) & Wanted;
        if (events is null || kinds == NvmlEventKinds.None)
            return false;
        return events.Register(device, kinds).IsSuccess || events.Register(device, kinds & NvmlEventKinds.XidCriticalError).IsSuccess;
    }

    public static GpuEventKind KindOf(NvmlEventKinds kind) => kind switch
    {
        NvmlEventKinds.XidCriticalError => GpuEventKind.Xid,
        NvmlEventKinds.DoubleBitEccError or NvmlEventKinds.FatalPoison => GpuEventKind.UncorrectedError,
        _ => GpuEventKind.Other,
    };
}
