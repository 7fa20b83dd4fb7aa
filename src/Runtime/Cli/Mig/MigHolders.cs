using Coaster.GpuModel.Inventory;
using Coaster.Ledger;

namespace Coaster.Cli.Mig;

/// <summary>Who holds which MIG device in the node's ledger.</summary>
internal sealed class MigHolders(IReadOnlyList<LedgerEntry> entries)
{
    /// <summary>The containers that hold a MIG device, or its whole GPU, by name; null for nobody.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="mig">The MIG device, or null for a GPU instance that is none.</param>
    public string? Of(Gpu gpu, MigDevice? mig)
    {
        var names = entries.Where(entry => entry.Container.Grants.Any(grant => Same(grant.GpuUuid, gpu.Uuid)
            && (grant.MigUuid is null || Same(grant.MigUuid, mig?.Uuid)))).Select(static entry => entry.Container.Container);
        return string.Join(", ", names) is { Length: > 0 } text ? text : null;
    }

    private static bool Same(string left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
