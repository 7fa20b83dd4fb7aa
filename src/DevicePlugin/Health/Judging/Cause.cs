using Coaster.GpuModel.Inventory;
using Coaster.Health.Probing;

namespace Coaster.Health.Judging;

/// <summary>What speaks against a GPU.</summary>
/// <param name="Health">What it is by it.</param>
/// <param name="Reason">In words.</param>
/// <param name="Xid">The XID that said so, if one.</param>
internal sealed record Cause(GpuHealth Health, string Reason, int? Xid = null)
{
    public static readonly Cause Vanished = new(GpuHealth.Lost, "the driver no longer lists it");

    /// <summary>What a look shows, the worst first; null when nothing is wrong. It ends when a look shows it no more.</summary>
    public static Cause? Of(GpuLook look) => look switch
    {
        { Silence: { } silence } => new Cause(GpuHealth.Lost, silence),
        { RowFailed: true } => new Cause(GpuHealth.Degraded, "a memory row could not be replaced"),
        { RecoveryAction: > 0 } => new Cause(GpuHealth.Degraded, Asked(look.RecoveryAction)),
        { RowPending: true } => new Cause(GpuHealth.Degraded, "a memory row or page waits for a reset to be replaced"),
        { UncorrectedErrors: > 0 } => new Cause(GpuHealth.Degraded, "ECC errors that could not be corrected since it was reset last"),
        _ => null,
    };

    private static string Asked(int action) => action switch
    {
        1 => "the driver asks for a reset of it",
        2 => "the driver asks for a reboot of the node",
        _ => "the driver asks that it be drained",
    };
}
