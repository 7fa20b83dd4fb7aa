using Coaster.Contract;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Quota.Agents;
using Coaster.Runtime.Creation;
using Coaster.Runtime.Gpus;
using Coaster.Settings;

namespace Coaster.Runtime.Hooks;

/// <summary>
/// Books the GPUs that a container was given through CDI or by name, and completes what its image needs; for Podman it also gives what is asked
/// for by annotation or env. It may be called more than once for one container, and does its work once. A container of coaster-runtime's has all
/// that already; its hook tells the agent of it.
/// </summary>
internal sealed class CreateRuntimeHook(HostSettings settings, NodeLedger ledger, string door)
{
    internal void Run(HookState state)
    {
        if (door == HookDoor.Runtime)
        {
            new AgentClient(settings.StateDirectory).Started(state.Id, state.Pid);
            return;
        }

        var container = new HookedContainer(state);
        try
        {
            if (!IsServed(state, container))
                Serve(container);
        }
        catch (OciSpecException error)
        {
            throw container.Broken(error);
        }
    }

    /// <summary>An entry of an earlier life of the id has another first process.</summary>
    private bool IsServed(HookState state, HookedContainer container) =>
        ledger.Find(state.Id) is { } entry && (entry.CgroupsPath is null || entry.Starter == container.Init.Identity || entry.Starter.IsAlive());

    private void Serve(HookedContainer container)
    {
        // A privileged container sees every device; that is no request for all of them.
        var given = door == HookDoor.Podman && SpecDevices.AllowsAll(container.Spec)
            ? null
            : new AskedBooking(settings, ledger).BookGiven(container.Spec, container.ToNew());
        if (given is not null && door != HookDoor.Book)
            Complete(given, container);
        else if (given is null && door == HookDoor.Podman)
            Give(container);
    }

    private void Complete(LedgerEntry entry, HookedContainer container)
    {
        try
        {
            new AskedInjection(settings, ledger).Complete(entry, BundleInjection.CapabilitiesOf(container.Spec, settings), container);
        }
        catch
        {
            new AskedBooking(settings, ledger).Free(entry.Id);
            throw;
        }
    }

    private void Give(HookedContainer container)
    {
        var ask = ContainerContract.Read(container.Spec, settings.Requests, AskedBy.Anyone);
        foreach (var notice in ask.Notices)
            Console.Error.WriteLine("coaster: " + notice);
        new AskedInjection(settings, ledger).Serve(ask, container);
    }
}
