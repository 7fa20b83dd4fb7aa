using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.KubeTesting;

/// <summary>A node of two GPUs and one that is cut, and bookings on it, in the fewest words.</summary>
internal static class Bookings
{
    public const string Node = "node1";
    public const string Gpu0 = "GPU-0a";
    public const string Gpu1 = "GPU-1b";
    public const string GpuMig = "GPU-2c";
    public const string Mig = "MIG-3d";
    public const string OtherMig = "MIG-4e";
    public const long UsableMiB = 1000;

    public static NodeInventory Inventory { get; } = new("570.1", "12.8", [Gpu(0, Gpu0), Gpu(1, Gpu1), Gpu(2, GpuMig, Mig, OtherMig)]);

    public static Booking Of(string uid, params ContainerBooking[] containers) => new(uid, containers);

    public static ContainerBooking Container(string name, BookingKind kind, params GpuGrant[] grants) =>
        new(name, kind, EnforcementTier.Shim, CoreLimit.Soft, grants);

    public static ContainerBooking Share(string name, long memoryMiB = 400, int core = 0, string gpu = Gpu0) =>
        Container(name, BookingKind.Share, new GpuGrant(gpu, null, memoryMiB, core));

    private static Gpu Gpu(int index, string uuid, params string[] mig) => new(
        index, uuid, index, "NVIDIA H200", UsableMiB, $"00000000:0{index}:00.0", 0, GpuHealth.Healthy,
        mig.Length > 0 ? MigMode.Enabled : MigMode.Disabled,
        [.. mig.Select((device, cut) => new MigDevice(device, cut, "1g.18gb", 100, cut, 0))]);
}
