using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Quota;
using Coaster.Quota.Agents;
using Coaster.Settings;

namespace Coaster.Ledger.Quotas;

/// <summary>
/// Makes what holds a container to its share, once it is booked: its files below the state directory, which go with the booking, and the mounts that
/// bring them into the container.
/// </summary>
/// <param name="settings">What is accepted, and where everything is.</param>
/// <param name="ledger">The ledger that has the booking.</param>
/// <param name="agent">The node's agent.</param>
public sealed class ShareQuota(HostSettings settings, NodeLedger ledger, IAgent agent)
{
    /// <summary>With the agent that belongs to the settings.</summary>
    public ShareQuota(HostSettings settings, NodeLedger ledger)
        : this(settings, ledger, new AgentClient(settings.StateDirectory))
    {
    }

    /// <summary>Prepares a container; for whole GPUs and partitions there is nothing to do. A weaker tier than booked is written into the booking.</summary>
    /// <param name="entry">Its booking.</param>
    /// <param name="root">Its root.</param>
    /// <exception cref="CoasterException">Nothing that is accepted can hold it.</exception>
    public QuotaGrant Give(LedgerEntry entry, RootDirectory root)
    {
        var booked = entry.Container;
        if (booked.Kind != BookingKind.Share || booked.Tier is EnforcementTier.Booked or EnforcementTier.Mig)
            return Grant(entry, booked.Tier, ContainerEdits.None);
        var weakest = BookedTier.Weakest(booked.Weakest, booked.CoreLimit, settings.Enforcement);
        var tree = Tree(root, booked.Tier, weakest);
        var tier = tree is null && booked.Tier == EnforcementTier.Shim ? EnforcementTier.Watcher : booked.Tier;
        if (!HasAgent(weakest))
            tier = EnforcementTier.Booked;
        RequireOffered(entry, tier);
        RequireBacking(entry, isHeld: tier >= EnforcementTier.Shim && tree is not null);
        if (tier != booked.Tier)
            ledger.SetTier(entry.Id, tier);
        var held = tier >= EnforcementTier.Shim && tree is not null ? Make(entry, root, tree) : ContainerEdits.None;
        return Grant(entry, tier, tier == EnforcementTier.Mps ? held.Then(Share(entry)) : held);
    }

    private static QuotaGrant Grant(LedgerEntry entry, EnforcementTier tier, ContainerEdits edits) =>
        new(tier, edits, [.. QuotaNotice.Of(entry, tier)]);

    /// <summary>The library's folder, or null where the container can do without.</summary>
    private string? Tree(RootDirectory root, EnforcementTier tier, EnforcementTier weakest)
    {
        try
        {
            return LibraryTree.For(settings.LibraryDirectory, root);
        }
        catch (CoasterException) when (weakest < EnforcementTier.Shim || tier > EnforcementTier.Shim)
        {
            return null;
        }
    }

    private bool HasAgent(EnforcementTier weakest)
    {
        try
        {
            agent.Require();
            return true;
        }
        catch (CoasterException) when (weakest == EnforcementTier.Booked)
        {
            return false;
        }
    }

    private void RequireOffered(LedgerEntry entry, EnforcementTier tier)
    {
        if (tier <= EnforcementTier.Shim)
            return;
        var status = agent.Status();
        if (status is null || !entry.Container.Grants.All(grant => status.Offers(grant.GpuUuid, tier)))
            throw new CoasterException(
                $"cannot start {entry.Name}",
                $"the tier {tier.Word()} is demanded, and this machine does not offer it",
                "See what it offers with: coaster gpus -o wide, and ask for less, or change enforcement.weakest in the settings");
    }

    /// <summary>Only the library can give a program memory that makes room; plain memory of several shares would not fit.</summary>
    private static void RequireBacking(LedgerEntry entry, bool isHeld)
    {
        if (!isHeld && entry.Container.Oversubscribed.HasFlag(Oversubscription.Memory))
            throw new CoasterException(
                $"cannot start {entry.Name}",
                "its memory is oversubscribed, and without the quota library it would not give way to others",
                "Use an image with glibc and let the agent run, or set oversubscription.memoryPercent to 100 in the settings");
    }

    /// <summary>The GPU's MPS daemon, which runs from here on, and whose pipes are then there to be mounted.</summary>
    private ContainerEdits Share(LedgerEntry entry)
    {
        agent.Prepare(entry.Id);
        return MpsFolder.Of(settings.StateDirectory, entry.Container.Grants[0].GpuUuid).Edits;
    }

    private ContainerEdits Make(LedgerEntry entry, RootDirectory root, string tree)
    {
        var folder = QuotaFolder.Of(settings.StateDirectory, entry.Id);
        var limits = QuotaPlan.For(entry.Container, entry.Devices, settings.Enforcement.ManagedInFull);
        try
        {
            folder.Make(limits, PreloadFile.For(root));
            return QuotaEdits.Of(tree, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException(
                $"cannot hold {entry.Name} to its share",
                error.Message.TrimEnd('.'),
                $"Make room in {settings.StateDirectory}, or name another stateDirectory in the settings",
                error);
        }
    }
}
