using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Runtime;

/// <summary>
/// What happens before the low-level runtime sees a new container: the GPUs that are booked for its id are written into its config.json.
/// A container without a booking is left alone.
/// </summary>
internal sealed class ContainerCreation(NodeLedger ledger)
{
    internal void Prepare(RuntimeArguments arguments)
    {
        var file = new BundleFile(arguments.Bundle);
        if (ledger.Find(arguments.ContainerId!) is { } entry)
            Inject(entry, file);
        else
            RefuseUnbooked(file, arguments.ContainerId!);
    }

    private void Inject(LedgerEntry entry, BundleFile file)
    {
        var spec = file.Read();
        try
        {
            using var injector = new Injector(entry.DriverRoot);
            using var root = RootDirectory.Open(file.RootOf(spec));
            var edits = injector.EditsFor(DevicesOf(entry), root, new DriverNeeds(DriverCapabilityNames.FromEnv(spec.Env)));
            Remember(entry, spec.CgroupsPath);
            file.Write(spec, edits);
        }
        catch (OciSpecException error)
        {
            throw file.Broken(error);
        }
    }

    private static List<(Gpu Gpu, MigDevice? Mig)> DevicesOf(LedgerEntry entry)
    {
        var devices = entry.BookedDevices().ToList();
        return devices.Count == entry.Container.Grants.Count
            ? devices
            : throw new CoasterException(
                $"cannot start {entry.Container.Container}",
                "a device that is booked for it is not there any more",
                "Start it again, so that it is booked anew");
    }

    /// <summary>
    /// An engine's container outlives the process that asked for it; its cgroup is then what tells that it is over. Until the low-level runtime
    /// has filled the cgroup, this process, which becomes that runtime, stands for the container.
    /// </summary>
    private void Remember(LedgerEntry entry, string? cgroupsPath)
    {
        if (entry.Engine.Lifetime() != Lifetime.Cgroup)
            return;
        if (cgroupsPath is null)
            throw new CoasterException(
                $"cannot start {entry.Container.Container}",
                "its engine names no cgroup, and nothing would tell when it is over",
                "Let the engine manage cgroups: it writes linux.cgroupsPath into config.json");
        using var transaction = ledger.Begin();
        // Whoever asked for it may have died since, and somebody else may have been given what it had.
        if (transaction.Entries.All(held => held.Id != entry.Id))
            throw Unbooked(entry.Id);
        transaction.Put(entry with { CgroupsPath = cgroupsPath, Starter = ProcessIdentity.Current });
    }

    /// <summary>The engine starts a stopped container again under its old id, when what it had may long be somebody else's.</summary>
    private static void RefuseUnbooked(BundleFile file, string id)
    {
        if (HasMark(file))
            throw Unbooked(id);
    }

    private static CoasterException Unbooked(string id) => new(
        $"cannot start {id}",
        "the GPUs that were booked for it were given back when it stopped",
        "Start a new one with: coaster run");

    /// <summary>A container that asks nothing of us must not fail because of us: what is wrong with its config.json, the runtime will say.</summary>
    private static bool HasMark(BundleFile file)
    {
        try
        {
            return file.Read().Env.Any(variable => variable.StartsWith(RuntimeNames.BookedVariable + "=", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is CoasterException or OciSpecException)
        {
            return false;
        }
    }
}
