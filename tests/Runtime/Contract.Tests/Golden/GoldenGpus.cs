using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Contract.Tests.Golden;

/// <summary>
/// Eight GPUs: 0 to 3 are H200, of which 2 and 3 have each other's minor number; 4 and 5 T4, which cannot be cut; 6 a GPU that tells neither
/// capability nor brand; 7 an H200 that is cut into two MIG devices.
/// </summary>
internal static class GoldenGpus
{
    private static readonly MigDevice[] Cut =
    [
        new("MIG-00000000-0000-0000-0000-000000000070", 0, "1g.18gb", 16_384, 1, 0),
        new("MIG-00000000-0000-0000-0000-000000000071", 1, "2g.35gb", 33_280, 2, 0),
    ];

    public static NodeInventory Inventory { get; } = new("570.124.06", "12.8",
    [
        H200(0, 0), H200(1, 1), H200(2, 3), H200(3, 2), T4(4), T4(5),
        Gpu(6, 6, "Graphics Device", 22_731, MigMode.Unsupported),
        H200(7, 7) with { MigMode = MigMode.Enabled, Mig = Cut },
    ]);

    public static (Gpu Gpu, MigDevice? Mig) Find(GpuGrant grant) => grant.MigUuid is { } mig
        ? (Inventory.Find(grant.GpuUuid)!, Inventory.FindMig(mig)!.Value.Mig)
        : (Inventory.Find(grant.GpuUuid)!, null);

    private static Gpu H200(int index, int minor) =>
        Gpu(index, minor, "NVIDIA H200", 143_165, MigMode.Disabled) with { ComputeCapability = "9.0", Brand = "nvidia" };

    private static Gpu T4(int index) => Gpu(index, index, "Tesla T4", 14_911, MigMode.Unsupported) with { ComputeCapability = "7.5", Brand = "tesla" };

    private static Gpu Gpu(int index, int minor, string model, long memory, MigMode mode) => new(
        index, $"GPU-00000000-0000-0000-0000-00000000000{index}", minor, model, memory, $"00000000:{0x10 + index:X2}:00.0", 0, GpuHealth.Healthy, mode, []);
}
