using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests;

/// <summary>Short words for the tests on a simulated driver.</summary>
internal static class Simulated
{
    public static NvmlSession Open(this SimulatedDriver driver) =>
        Assert.IsType<NvmlOpening.Opened>(NvmlLibrary.TryOpen(driver.Root)).Session;

    public static InventoryResult.Available Read(this SimulatedDriver driver) =>
        Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(driver.Root));

    public static IReadOnlyList<Gpu> Gpus(this SimulatedDriver driver) => driver.Read().Inventory.Gpus;
}
