using Coaster.GpuModel.Inventory;

namespace Coaster.Publishing.Modes;

/// <summary>
/// When a GPU changes: only while nobody uses it. After a failure it does not drain again, because a layout that can never be must not take the GPU
/// away from those who can use it as it is.
/// </summary>
internal static class ModeRules
{
    private const int MaxShown = 5;

    public static ModeDecision Decide(bool isThere, bool isUsed, bool hasFailed, bool mayTry) => (isThere, isUsed, hasFailed) switch
    {
        (true, _, _) => ModeDecision.Rest,
        (_, true, true) => ModeDecision.GiveUpForNow,
        (_, true, false) => ModeDecision.Wait,
        (_, false, true) => mayTry ? ModeDecision.Try : ModeDecision.GiveUpForNow,
        _ => ModeDecision.Try,
    };

    /// <summary>Whether the GPU is not cut as it was: MIG devices do not outlive the machine's restart, and others can cut as well.</summary>
    public static bool IsCutOtherwise(Gpu gpu, GpuModeSpec applied) =>
        applied.Layout.Count > 0 && !applied.Layout.SequenceEqual(gpu.Mig.Select(mig => mig.Profile).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>How the GPU is to be cut for the change; null for not at all. What somebody else cut is left alone.</summary>
    public static IReadOnlyList<string>? Cut(GpuModeSpec applied, GpuModeSpec wanted) =>
        wanted.Layout.Count > 0 ? wanted.Layout
        : applied.Layout.Count > 0 && wanted.Mode != GpuMode.Mig ? []
        : null;

    public static string? Impossible(Gpu gpu, GpuModeSpec wanted) =>
        wanted.Mode == GpuMode.Mig && gpu.MigMode == MigMode.Unsupported ? $"{gpu.Model} cannot be cut into MIG devices" : null;

    /// <summary>What an operator should know of a GPU that is in its mode.</summary>
    public static string Note(Gpu gpu, GpuModeSpec applied) => (applied.Mode, gpu.MigMode) switch
    {
        (GpuMode.Shared or GpuMode.Whole, MigMode.Enabled) => "its MIG mode is on, so nothing of it is offered in this mode",
        (GpuMode.Mig, _) when IsCutOtherwise(gpu, applied) => "its MIG devices are not those of the layout",
        (GpuMode.Mig, MigMode.Disabled) => "its MIG mode is off, so nothing of it is offered in this mode",
        _ => "",
    };

    public static string WaitsFor(IReadOnlyList<string> users)
    {
        var count = users.Count == 1 ? "1 container" : $"{users.Count} containers";
        var more = users.Count > MaxShown ? $" and {users.Count - MaxShown} more" : "";
        return $"waits for {count}: {string.Join(", ", users.Take(MaxShown))}{more}";
    }
}
