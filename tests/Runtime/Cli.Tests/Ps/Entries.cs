using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.Cli.Tests.Ps;

/// <summary>Containers as they stand in the ledger: a share, a MIG device, and two whole GPUs of which one is no longer known.</summary>
internal static class Entries
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 5, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<LedgerEntry> Three { get; } =
    [
        Of("web", BookingKind.Share, CoreLimit.Hard, TimeSpan.FromSeconds(119), new GpuGrant("GPU-0", null, 4096, 30)),
        Of("train", BookingKind.Open, CoreLimit.Soft, TimeSpan.FromMinutes(121), new GpuGrant("GPU-1", "MIG-1a", 16_384, 0)),
        Of("all", BookingKind.Exclusive, CoreLimit.Soft, TimeSpan.FromDays(3), new GpuGrant("GPU-0", null, 143_000, 100), new GpuGrant("GPU-9", null, 5, 100)),
    ];

    public static LedgerEntry OfPod { get; } =
        Of("main", BookingKind.Share, CoreLimit.Soft, TimeSpan.FromSeconds(7), new GpuGrant("GPU-0", null, 4096, 30)) with
        {
            Engine = ContainerEngine.Containerd, Pod = new PodOwner("4f2a9c1e-0b7d-4a53-9f0e-2d1c3b4a5f60", "shop", "web-7d9f", "main"),
        };

    private static LedgerEntry Of(string name, BookingKind kind, CoreLimit limit, TimeSpan age, params GpuGrant[] grants) => new(
        name == "train" ? ContainerEngine.Docker : ContainerEngine.Runc,
        new Booking(name + "-id", [new(name, kind, EnforcementTier.Booked, limit, grants)]),
        new NodeInventory("570.1", "12.8", [Gpu(0, []), Gpu(1, [new MigDevice("MIG-1a", 2, "1g.18gb", 16_384, 7, 0)])]),
        "/",
        new ProcessIdentity(4711, 1, "boot"),
        null,
        Now - age,
        name == "train" ? ["python3", "train.py", "--epochs", "100000", "--note", "日本 \u001b[31m", "x"] : ["sh", "-c", "sleep 1"]);

    private static Gpu Gpu(int index, IReadOnlyList<MigDevice> mig) =>
        new(index, $"GPU-{index}", index, "NVIDIA H200", 143_000, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, mig);
}
