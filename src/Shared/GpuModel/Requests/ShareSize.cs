using Coaster.GpuModel.Inventory;

namespace Coaster.GpuModel.Requests;

/// <summary>The size of a share; some sizes are known only when the GPU is.</summary>
public abstract record ShareSize
{
    private ShareSize()
    {
    }

    /// <summary>The MiB of memory and percent of compute that the share takes on that GPU.</summary>
    public abstract (long MemoryMiB, int CorePercent) On(Gpu gpu);

    /// <summary>A fixed amount.</summary>
    /// <param name="MemoryMiB">Memory in MiB, above 0.</param>
    /// <param name="CorePercent">Guaranteed compute, 0 to 100.</param>
    public sealed record Amount(long MemoryMiB, int CorePercent) : ShareSize
    {
        /// <inheritdoc/>
        public override (long MemoryMiB, int CorePercent) On(Gpu gpu) => (MemoryMiB, CorePercent);
    }

    /// <summary>Hundredths of the GPU's memory and compute, whichever GPU it is.</summary>
    /// <param name="Count">1 to 100.</param>
    public sealed record Blocks(int Count) : ShareSize
    {
        /// <inheritdoc/>
        public override (long MemoryMiB, int CorePercent) On(Gpu gpu) => (Count * gpu.BlockMiB, Count);
    }
}
