using Coaster.GpuModel.Json;

namespace Coaster.GpuModel.Inventory;

/// <summary>The stable lower-case words for the inventory's enums, in annotations as in what the commands print.</summary>
public static class InventoryWords
{
    internal static readonly WordMap<GpuHealth> Health = new(
        (GpuHealth.Healthy, "healthy"), (GpuHealth.Degraded, "degraded"), (GpuHealth.Lost, "lost"));

    internal static readonly WordMap<MigMode> Mig = new(
        (MigMode.Unsupported, "unsupported"), (MigMode.Disabled, "disabled"), (MigMode.Enabled, "enabled"));

    /// <summary><c>healthy</c>, <c>degraded</c> or <c>lost</c>.</summary>
    public static string Word(this GpuHealth health) => Health[health];

    /// <summary><c>unsupported</c>, <c>disabled</c> or <c>enabled</c>.</summary>
    public static string Word(this MigMode mode) => Mig[mode];
}
