using System.Text.Json.Nodes;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>A bundle as an engine would make it, with a booking that was made by somebody else, run by coaster-runtime.</summary>
internal static class OciContainer
{
    public const string Gpu = "GPU-11111111-2222-3333-4444-555555555555";

    /// <summary>Runs a shell line in a container that holds GPU 0 of that driver root.</summary>
    public static ProgramRun Run(TestMachine machine, string driverRoot, string script)
    {
        var id = "oci-" + Guid.NewGuid().ToString("N")[..8];
        Book(machine, driverRoot, id);
        try
        {
            return ProgramRun.Run(BuiltPrograms.Runtime, ["run", "--bundle", Bundle(machine, id, script), id], machine.Variables);
        }
        finally
        {
            File.Delete(BookingFile(machine, id));
        }
    }

    /// <summary>Makes a bundle with runc's own template and returns its folder.</summary>
    public static string Bundle(TestMachine machine, string id, string script)
    {
        var bundle = machine.Folder(id);
        ProgramRun.Run("runc", ["spec", "--bundle", bundle]).MustSucceed();
        var file = Path.Combine(bundle, "config.json");
        var spec = JsonNode.Parse(File.ReadAllText(file))!;
        spec["root"]!["path"] = machine.Root.Path;
        spec["root"]!["readonly"] = false;
        spec["process"]!["terminal"] = false;
        spec["linux"]!["cgroupsPath"] = "/coaster-test/" + id;
        spec["process"]!["args"] = new JsonArray("sh", "-c", script);
        File.WriteAllText(file, spec.ToJsonString());
        return bundle;
    }

    public static void Book(TestMachine machine, string driverRoot, string id)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(BookingFile(machine, id))!);
        var gpu = new Gpu(0, Gpu, 0, "NVIDIA H200", 143_165, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []);
        var booking = new ContainerBooking(id, BookingKind.Open, EnforcementTier.Booked, CoreLimit.Soft, [new GpuGrant(Gpu, null, gpu.MemoryMiB, 0)]);
        var entry = new LedgerEntry(
            ContainerEngine.Docker, new Booking(id, [booking]), new NodeInventory("1.0", "12.8", [gpu]), driverRoot,
            ProcessIdentity.Current, null, TimeProvider.System.GetUtcNow(), ["sh"]);
        File.WriteAllBytes(BookingFile(machine, id), LedgerEntryCodec.Encode(entry).ToArray());
    }

    private static string BookingFile(TestMachine machine, string id) => Path.Combine(machine.StateDirectory, "bookings", id + ".json");
}
