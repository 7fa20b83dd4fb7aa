using Coaster.GpuModel.Json;

namespace Coaster.GpuModel.Inventory;

/// <summary>The stable lower-case words for the inventory's enums, in annotations as in what the commands print.</summary>
public static class InventoryWords
{
    internal static readonly WordMap<GpuHealth> Health = new(
        (GpuHealth.Healthy, "healthy"), (GpuHealth.Degraded, "degraded"), (GpuHealth.Lost, "lost"), (GpuHealth.Stalled, "stalled"));

    internal static readonly WordMap<MigMode> Mig = new(
        (MigMode.Unsupported, "unsupported"), (MigMode.Disabled, "disabled"), (MigMode.Enabled, "enabled"));

    internal static readonly WordMap<GpuMode> Mode = new(
        (GpuMode.Auto, "auto"), (GpuMode.Shared, "shared"), (GpuMode.Whole, "whole"), (GpuMode.Local, "local"), (GpuMode.Mig, "mig"));

    /// <summary>The mode that a word stands for.</summary>
    public static bool TryParse(string word, out GpuMode mode) => Mode.TryParse(word, out mode);

    /// <summary><c>healthy</c>, <c>degraded</c>, <c>lost</c> or <c>stalled</c>.</summary>
    public static string Word(this GpuHealth health) => Health[health];

    /// <summary><c>unsupported</c>, <c>disabled</c> or <c>enabled</c>.</summary>
    public static string Word(this MigMode mode) => Mig[mode];

    /// <summary><c>auto</c>, <c>shared</c>, <c>whole</c>, <c>local</c> or <c>mig</c>.</summary>
    public static string Word(this GpuMode mode) => Mode[mode];
}
