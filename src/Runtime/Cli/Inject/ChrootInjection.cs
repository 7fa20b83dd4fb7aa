using Coaster.Cli.Machine;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Injection;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.LiveRoot;
using Coaster.LiveRoot.Records;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Cli.Inject;

/// <summary>
/// Books GPUs for a root folder and puts them into it. What is about to be done is written down first: after a crash at any moment,
/// <c>--remove</c> takes back what was done so far.
/// </summary>
internal sealed class ChrootInjection(HostSettings settings, NodeLedger ledger, RootFolder folder)
{
    internal void PutIn(GpuRequest request, string capabilities)
    {
        var needs = new DriverNeeds(DriverCapabilityNames.FromEnv([DriverCapabilityNames.Variable + "=" + capabilities]));
        RefuseTwice();
        var container = new NewContainer(folder.Id, folder.Id, ContainerEngine.Chroot, [folder.Path]);
        var entry = new Bookkeeper(ledger, TimeProvider.System).Book(request, MachineGpus.Read(settings), settings.DriverRoot, container);
        try
        {
            Apply(entry, needs);
        }
        catch
        {
            TakeOut();
            throw;
        }

        Console.WriteLine($"put into {folder.Path}; take it out again with: coaster inject --root {folder.Path} --remove");
    }

    /// <summary>Takes everything out and frees the booking; nothing happens when nothing is there.</summary>
    internal void TakeOut()
    {
        var record = InjectionRecordFile.Read(ledger.Folders.Container(folder.Id));
        if (record is not null)
            Undo(record);
        using var transaction = ledger.Begin();
        transaction.Release(folder.Id);
        transaction.Forget(folder.Id);
    }

    private void Apply(LedgerEntry entry, DriverNeeds needs)
    {
        using var injector = new Injector(settings.DriverRoot);
        using var root = RootDirectory.Open(folder.Path);
        var quota = new ShareQuota(settings, ledger).Give(entry, root);
        foreach (var notice in quota.Notices)
            Console.Error.WriteLine("coaster: " + notice);
        var edits = injector.EditsFor(entry.BookedDevices(), root, needs).Then(quota.Edits);
        InjectionRecordFile.Write(ledger.Folders.Container(folder.Id), InjectionRecord.Of(edits, root, folder.Path));
        Mount(edits, root);
    }

    private static void Mount(ContainerEdits edits, RootDirectory root)
    {
        using var injection = RootInjection.Prepare(edits);
        injection.MakePlaces(root);
        injection.Mount();
    }

    private void Undo(InjectionRecord record)
    {
        using var root = RootDirectory.Open(folder.Path);
        foreach (var path in record.Undo(root))
            Console.Error.WriteLine($"coaster: {folder.Path}{path} stays: something was put into it.");
    }

    private void RefuseTwice()
    {
        if (ledger.Find(folder.Id) is not null)
            throw new CoasterException(
                $"cannot put GPUs into {folder.Path}", "some are in it already", $"Take them out first: coaster inject --root {folder.Path} --remove");
    }
}
