using Coaster.Contract;
using Coaster.Contract.Pods;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Quota.Agents;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>
/// What happens before the low-level runtime sees a new container: the GPUs that are booked for its id, or that it asks for, are written into
/// its config.json. A container that has nothing to do with GPUs is left alone.
/// </summary>
internal sealed class ContainerCreation(HostSettings settings, NodeLedger ledger, IAgent agent)
{
    private readonly ShareQuota _quota = new(settings, ledger, agent);

    internal ContainerCreation(HostSettings settings, NodeLedger ledger)
        : this(settings, ledger, new AgentClient(settings.StateDirectory))
    {
    }

    /// <summary>Prepares the bundle.</summary>
    /// <returns>What the administrator should know: requests that did not count.</returns>
    /// <exception cref="CoasterException">The container must not start.</exception>
    internal IReadOnlyList<string> Prepare(RuntimeArguments arguments)
    {
        var file = new BundleFile(arguments.Bundle);
        var id = arguments.ContainerId!;
        // What was booked for it beforehand has no cgroup yet. With one, it is of an earlier life of that id.
        if (ledger.Find(id) is not { CgroupsPath: null } ahead)
            return PrepareUnbooked(id, arguments.Bundle, file);
        try
        {
            return new BookedCreation(settings, ledger, _quota).Prepare(ahead, file);
        }
        catch (OciSpecException error)
        {
            throw file.Broken(error);
        }
    }

    /// <summary>A container that asks nothing of us must not fail because of us: what is wrong with its config.json, the runtime will say.</summary>
    private IReadOnlyList<string> PrepareUnbooked(string id, string bundle, BundleFile file)
    {
        if (file.TryRead() is not { } spec || Look(id, spec) is not var (claimed, ask))
            return [];
        var container = new ContainerFacts(id, bundle, spec);
        try
        {
            return claimed is var (pod, claim)
                ? new ClaimedCreation(settings, ledger, _quota).Prepare(pod, claim, spec, file, container)
                : [.. ask.Notices, .. new AskedCreation(settings, ledger, _quota).Prepare(ask, spec, file, container)];
        }
        catch (OciSpecException error)
        {
            throw file.Broken(error);
        }
    }

    /// <summary>What was booked for it in its cluster, or else what it asks for; null where nothing is to be done.</summary>
    private ((PodOwner Pod, PodClaim Claim)? Claimed, Ask Ask)? Look(string id, BundleSpec spec)
    {
        try
        {
            if (PodContainer.IsSandbox(spec))
                return null;
            if (new PodClaims(settings, agent).Find(spec, id) is { } claimed)
                return (claimed, new Ask.Nothing());
            // dockerd has written the request into the env, and a hook that would give the same a second time.
            var byEngine = SpecHooks.RemovePrestart(spec, RuntimeNames.PrestartHook, RuntimeNames.OldPrestartHook);
            return (null, ContainerContract.Read(spec, settings.Requests, byEngine ? AskedBy.Engine : AskedBy.Anyone));
        }
        catch (OciSpecException)
        {
            return null;
        }
    }
}
