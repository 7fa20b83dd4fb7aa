using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;

namespace Coaster.Placement.Tests;

/// <summary>Nodes, bookings and requests in the fewest words.</summary>
internal static class Nodes
{
    public const long H200MiB = 140 * 1024;

    public static Gpu H200(int index, GpuHealth health = GpuHealth.Healthy) =>
        new(index, $"GPU-{index}", index, "NVIDIA H200", H200MiB, $"00000000:{index:X2}:00.0", 0, health, MigMode.Disabled, []);

    public static Gpu T4(int index) => H200(index) with { Model = "Tesla T4", MemoryMiB = 15 * 1024, MigMode = MigMode.Unsupported };

    public static Gpu Mig(int index, int cuts) => H200(index) with
    {
        MigMode = MigMode.Enabled,
        Mig = [.. Enumerable.Range(0, cuts).Select(cut => new MigDevice($"MIG-{index}-{cut}", cut, "1g.18gb", 16 * 1024, cut + 7, 0))],
    };

    /// <summary>A GPU that was lost before anybody asked it for its name.</summary>
    public static Gpu Silent(int index) => new(index, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []);

    public static NodeState Of(params Gpu[] gpus) => Of(ShareBounds.Default, gpus);

    public static NodeState Of(ShareBounds bounds, params Gpu[] gpus) => NodeState.Of(new NodeInventory("570.124.06", "12.8", gpus), [], bounds);

    public static NodeState Share(this NodeState node, int gpu, string name, long gib, int core = 0) =>
        node.Hold(name, BookingKind.Share, new GpuGrant($"GPU-{gpu}", null, gib * 1024, core));

    public static NodeState Open(this NodeState node, int gpu, string name) =>
        node.Hold(name, BookingKind.Open, new GpuGrant($"GPU-{gpu}", null, H200MiB, 0));

    public static NodeState Exclusive(this NodeState node, int gpu, string name) =>
        node.Hold(name, BookingKind.Exclusive, new GpuGrant($"GPU-{gpu}", null, H200MiB, 100));

    public static NodeState Hold(this NodeState node, string name, BookingKind kind, params GpuGrant[] grants) =>
        node.With(name, new ContainerBooking(name, kind, EnforcementTier.Booked, CoreLimit.Soft, grants));

    public static PlacementResult Place(this NodeState node, string spec) => node.Place(GpuSpec.Parse(spec));

    public static PlacementResult Place(this NodeState node, GpuRequest request) =>
        PlacementEngine.Place(node, request, new Placement.Policies.BestFitPolicy());

    public static PlacementResult PlaceExclusive(this NodeState node, int count, params string[] devices) =>
        node.Place(new ExclusiveRequest(new GpuFilter([], [.. devices.Select(name => new DeviceName(name))]), count));

    /// <summary>The devices of a placement, such as <c>GPU-0 MIG-1-2</c>.</summary>
    public static string Devices(this PlacementResult result) =>
        string.Join(' ', Assert.IsType<Placed>(result).Grants.Select(grant => grant.MigUuid ?? grant.GpuUuid));

    public static Refused Refusal(this PlacementResult result) => Assert.IsType<Refused>(result);
}
