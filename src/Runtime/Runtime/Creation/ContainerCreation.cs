using Coaster.Contract;
using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>
/// What happens before the low-level runtime sees a new container: the GPUs that are booked for its id, or that it asks for, are written into
/// its config.json. A container that has nothing to do with GPUs is left alone.
/// </summary>
internal sealed class ContainerCreation(HostSettings settings, NodeLedger ledger, ShareQuota quota)
{
    internal ContainerCreation(HostSettings settings, NodeLedger ledger)
        : this(settings, ledger, new ShareQuota(settings, ledger))
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
            return new BookedCreation(settings, ledger, quota).Prepare(ahead, file);
        }
        catch (OciSpecException error)
        {
            throw file.Broken(error);
        }
    }

    /// <summary>A container that asks nothing of us must not fail because of us: what is wrong with its config.json, the runtime will say.</summary>
    private IReadOnlyList<string> PrepareUnbooked(string id, string bundle, BundleFile file)
    {
        if (Request(id, file) is not var (spec, ask))
            return [];
        try
        {
            return [.. ask.Notices, .. new AskedCreation(settings, ledger, quota).Prepare(ask, spec, file, new ContainerFacts(id, bundle, spec))];
        }
        catch (OciSpecException error)
        {
            throw file.Broken(error);
        }
    }

    private (BundleSpec Spec, Ask Ask)? Request(string id, BundleFile file)
    {
        if (file.TryRead() is not { } spec)
            return null;
        try
        {
            if (spec.Env.Any(variable => variable.StartsWith(RuntimeNames.BookedVariable + "=", StringComparison.Ordinal)))
                throw BookedCreation.Unbooked(id);
            // dockerd has written the request into the env, and a hook that would give the same a second time.
            var byEngine = SpecHooks.RemovePrestart(spec, RuntimeNames.PrestartHook, RuntimeNames.OldPrestartHook);
            return (spec, ContainerContract.Read(spec, settings.Requests, byEngine ? AskedBy.Engine : AskedBy.Anyone));
        }
        catch (OciSpecException)
        {
            return null;
        }
    }
}
