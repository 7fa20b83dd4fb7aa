using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.NvmlInterop.Inventory;
using Coaster.Settings;

namespace Coaster.Cli.Machine;

/// <summary>The machine's GPUs, fresh from the driver, and kept for those who have no time to ask it.</summary>
internal static class MachineGpus
{
    /// <summary>Reads the GPUs and refreshes the inventory that the runtime and the hooks work with.</summary>
    /// <exception cref="CoasterException">No driver answers.</exception>
    internal static NodeInventory Read(HostSettings settings)
    {
        // Before the reading: a change that comes in between makes the kept inventory look old, and not new.
        var fingerprint = DriverFingerprint.Of(settings.DriverRoot);
        var inventory = NvmlInventory.Read(settings.DriverRoot) switch
        {
            InventoryResult.Available available => available.Inventory,
            InventoryResult.Unavailable unavailable => throw new CoasterException("no GPU to book", unavailable.Reason, NoDriver.Mend),
            _ => throw new InvalidOperationException("the inventory answered neither yes nor no"),
        };
        new InventoryCache(settings).Write(inventory, fingerprint);
        return inventory;
    }
}
