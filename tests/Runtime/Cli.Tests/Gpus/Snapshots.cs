using Coaster.Cli.Gpus;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library.Topology;

namespace Coaster.Cli.Tests.Gpus;

/// <summary>A machine with one GPU of every kind: busy, partitioned, sick and lost.</summary>
internal static class Snapshots
{
    private const string Busy = "GPU-11111111-1111-1111-1111-111111111111", Cut = "GPU-22222222-2222-2222-2222-222222222222",
        Sick = "GPU-33333333-3333-3333-3333-333333333333";

    public static GpuSnapshot Mixed { get; } = new(
        new NodeInventory("570.172.08", "12.8",
        [
            new(0, Busy, 0, "NVIDIA H200", 143165, "00000000:19:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []),
            new(1, Cut, 1, "NVIDIA H200", 143165, "00000000:3B:00.0", 0, GpuHealth.Healthy, MigMode.Enabled,
                [new("MIG-aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", 0, "3g.71gb", 71168, 2, 0), new("MIG-bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb", 1, "1g.18gb", 16384, 7, 0)]),
            new(2, Sick, 3, "Tesla T4", 14911, "00000000:9B:00.0", 1, GpuHealth.Degraded, MigMode.Unsupported, []),
            new(3, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []),
        ]),
        new Dictionary<string, GpuReading>
        {
            [Busy] = new(81920, 97, 71, 512.25),
            [Cut] = new(0, null, 35, 80),
            [Sick] = new(3, 0, null, null),
        },
        null)
    {
        Processes =
        [
            new(new GpuProcess(Busy, 4242, 81410, null, null, false), "python3"),
            new(new GpuProcess(Cut, 5151, null, 2, 0, false), "evil\e[31m\nname"),
            new(new GpuProcess(Sick, 77, 3, null, null, true), ""),
        ],
        Tiers = new Dictionary<string, IReadOnlyList<EnforcementTier>>
        {
            [Busy] = [EnforcementTier.Driver, EnforcementTier.Shim, EnforcementTier.Watcher],
            [Cut] = [EnforcementTier.Mig],
            [Sick] = [EnforcementTier.Watcher],
        },
        Topology = new GpuTopology(
            [
                [null, new GpuLink(18, PcieDistance.NumaNode), new GpuLink(0, PcieDistance.System), null],
                [new GpuLink(18, PcieDistance.NumaNode), null, new GpuLink(0, PcieDistance.SingleSwitch), null],
                [new GpuLink(0, PcieDistance.System), new GpuLink(0, PcieDistance.SingleSwitch), null, null],
                [null, null, null, null],
            ],
            [[0, 1, 2, 3, 8, 9], [0, 1, 2, 3, 8, 9], [4, 6], []]),
    };
}
