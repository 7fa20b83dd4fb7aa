using System.Text.Json.Nodes;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.NvmlInterop.Inventory;
using Coaster.Posix;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Mig;

/// <summary>A machine with simulated GPUs in MIG mode and a ledger of its own.</summary>
internal sealed class CutMachine : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Starts it.</summary>
    /// <param name="gpus">Its GPUs.</param>
    /// <param name="mig">Whether they are in MIG mode.</param>
    /// <param name="empty">Whether the first is cut into nothing; else it has <c>1g 1g 2g 3g</c>.</param>
    public CutMachine(string gpus = "h200:1", bool mig = true, bool empty = true)
    {
        Driver = new SimulatedDriver(gpus, mig);
        _folder.Write("config.json", $$"""{"stateDirectory": "{{_folder["state"]}}"}""");
        if (mig && empty)
            Coaster("mig destroy --gpu 0 --all").MustSucceed();
    }

    public SimulatedDriver Driver { get; }

    public HostSettings Settings => HostSettings.Default with { DriverRoot = Driver.Root, StateDirectory = _folder["state"] };

    public string Fingerprint => DriverFingerprint.Of(Driver.Root);

    public IReadOnlyList<Gpu> Gpus => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(Driver.Root)).Inventory.Gpus;

    /// <summary>The profiles of the first GPU's MIG devices with the slices that they take, in the order of the slices.</summary>
    public string Cuts => string.Join(' ', List(0)["instances"]!.AsArray()
        .OrderBy(static one => (int)one!["start"]!).Select(static one => $"{(string)one!["profile"]!}@{(int)one["start"]!}"));

    public ProgramRun Coaster(string words) => ProgramRun.Coaster(
        words.Split(' '), ("COASTER_DRIVER_ROOT", Driver.Root), ("COASTER_CONFIG", _folder["config.json"]));

    public JsonNode List(int gpu) => JsonNode.Parse(Coaster("mig list -o json").MustSucceed().Output)!["gpus"]![gpu]!;

    /// <summary>Books as if a container named <c>train</c> ran that this process started.</summary>
    public void Book(Gpu gpu, MigDevice? mig)
    {
        using var transaction = new NodeLedger(Settings).Begin();
        transaction.Put(new LedgerEntry(
            ContainerEngine.Runc,
            new Booking("train-id", [new("train", BookingKind.Exclusive, EnforcementTier.Booked, CoreLimit.Soft, [new GpuGrant(gpu.Uuid, mig?.Uuid, 1, 100)])]),
            new NodeInventory("570.1", "12.8", [gpu]), Driver.Root, ProcessIdentity.Current, null, DateTimeOffset.UnixEpoch, ["sleep"]));
    }

    /// <summary>The one line of a failure of ours.</summary>
    public string Refusal(string words)
    {
        var run = Coaster(words);
        Assert.Equal((125, ""), (run.ExitCode, run.Output));
        return Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose()
    {
        Driver.Dispose();
        _folder.Dispose();
    }
}
