using System.Globalization;
using Coaster.GpuBench.Measuring;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>A driver root with eight simulated H200.</summary>
internal sealed class SimulatedGpus : IDisposable
{
    private readonly string _coaster;
    private readonly string _folder;

    /// <param name="workspace">Where the root is made.</param>
    /// <param name="coaster">The command line of Coaster.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal SimulatedGpus(Workspace workspace, string coaster)
    {
        (_coaster, _folder) = (coaster, workspace.Folder("sim"));
        Command.Run(coaster, "sim", "up", "--gpus", "h200:8", "--dir", _folder);
        Inventory = NvmlInventory.Read(Root) switch
        {
            InventoryResult.Available available => available.Inventory,
            InventoryResult.Unavailable unavailable => throw new IOException($"the simulated driver does not answer: {unavailable.Reason}"),
            _ => throw new InvalidOperationException("an inventory is there or not"),
        };
    }

    /// <summary>The driver root.</summary>
    internal string Root => Path.Combine(_folder, "root");

    /// <summary>Its GPUs.</summary>
    internal NodeInventory Inventory { get; }

    /// <summary>Changes a GPU, or the driver as a whole.</summary>
    /// <exception cref="IOException">There is no such thing.</exception>
    internal void Set(int gpu, string assignment) =>
        Command.Run(_coaster, "sim", "set", "--dir", _folder, gpu.ToString(CultureInfo.InvariantCulture), assignment);

    public void Dispose() => Command.Run(_coaster, "sim", "down", "--force", "--dir", _folder);
}
