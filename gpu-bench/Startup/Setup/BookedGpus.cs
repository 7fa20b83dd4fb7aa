using System.Globalization;
using System.Text.Json.Nodes;
using Coaster.GpuBench.Measuring;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.GpuBench.Startup.Setup;

/// <summary>A ledger that holds one booking: eight whole GPUs, as <c>--gpus all</c> books them on a full machine.</summary>
internal static class BookedGpus
{
    internal const string DriverVersion = "570.124.06";

    private const int Count = 8;
    private const long MemoryMiB = 143_156;

    /// <summary>Writes the ledger and the settings that name it, and makes the settings those of every program started from here on.</summary>
    internal static void Write(Workspace workspace, string driverRoot, string containerId)
    {
        var folders = new StateFolders(workspace.In("state"));
        folders.Create();
        File.WriteAllBytes(folders.Booking(containerId), LedgerEntryCodec.Encode(Entry(driverRoot, containerId)).Span);
        var settings = new JsonObject { ["stateDirectory"] = folders.Root, ["runtimes"] = new JsonArray("runc") };
        File.WriteAllText(workspace.In("settings.json"), settings.ToJsonString());
        Environment.SetEnvironmentVariable("COASTER_CONFIG", workspace.In("settings.json"));
    }

    private static LedgerEntry Entry(string driverRoot, string containerId)
    {
        var gpus = Enumerable.Range(0, Count).Select(Gpu).ToList();
        var grants = gpus.Select(gpu => new GpuGrant(gpu.Uuid, null, gpu.MemoryMiB, 100)).ToList();
        return new LedgerEntry(
            ContainerEngine.Runc,
            new Booking(containerId, [new ContainerBooking(containerId, BookingKind.Open, EnforcementTier.Booked, CoreLimit.Soft, grants)]),
            new NodeInventory(DriverVersion, "12.8", gpus),
            driverRoot,
            ProcessIdentity.Current,
            CgroupsPath: null,
            TimeProvider.System.GetUtcNow(),
            [Bundle.Program]);
    }

    private static Gpu Gpu(int index) => new(
        index,
        string.Create(CultureInfo.InvariantCulture, $"GPU-8f6a2c1e-3b7d-4e90-a5c4-{index:x12}"),
        index,
        "NVIDIA H200",
        MemoryMiB,
        string.Create(CultureInfo.InvariantCulture, $"00000000:{0x1B + (index * 0x10):X2}:00.0"),
        index / 4,
        GpuHealth.Healthy,
        MigMode.Disabled,
        []);
}
