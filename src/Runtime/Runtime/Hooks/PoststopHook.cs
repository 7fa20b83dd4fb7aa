using Coaster.Ledger;

namespace Coaster.Runtime.Hooks;

/// <summary>Gives back what a container held, once the low-level runtime has deleted it.</summary>
internal static class PoststopHook
{
    internal static void Run(NodeLedger ledger, HookState state)
    {
        if (ledger.Find(state.Id) is null)
            return;
        using var transaction = ledger.Begin();
        transaction.Release(state.Id);
    }
}
