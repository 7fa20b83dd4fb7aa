using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;

namespace Coaster.Cli.Cdi;

/// <summary>What anybody may use without a limit: healthy, and not held by a share or an exclusive booking.</summary>
internal static class OpenDevices
{
    /// <summary>Whole GPUs, and of those that are cut their MIG devices, in the order of their indexes.</summary>
    internal static IReadOnlyList<(Gpu Gpu, MigDevice? Mig)> Of(NodeState node) =>
    [
        .. from state in node.Gpus
           where state.IsHealthy
           from device in state.IsPartitioned ? state.Gpu.Mig : (IEnumerable<MigDevice?>)[null]
           where !state.Blocks(BookingKind.Open, device).Any()
           select (state.Gpu, device),
    ];
}
