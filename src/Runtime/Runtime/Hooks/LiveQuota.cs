using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Quota.Agents;
using Coaster.Settings;

namespace Coaster.Runtime.Hooks;

/// <summary>What holds a share's container that exists already: the agent can be told of its first process at once.</summary>
internal static class LiveQuota
{
    internal static ContainerEdits Give(HostSettings settings, NodeLedger ledger, LedgerEntry entry, RootDirectory root, int pid)
    {
        var grant = new ShareQuota(settings, ledger).Give(entry, root);
        foreach (var notice in grant.Notices)
            Console.Error.WriteLine("coaster: " + notice);
        if (grant.NeedsAgentAtStart)
            new AgentClient(settings.StateDirectory).Started(entry.Id, pid);
        return grant.Edits;
    }
}
