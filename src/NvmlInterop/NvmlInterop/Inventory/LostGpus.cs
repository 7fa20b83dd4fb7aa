using Coaster.GpuModel.Inventory;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>Gives lost GPUs that NVML tells nothing about the names that the kernel still has for them.</summary>
internal static class LostGpus
{
    /// <summary>
    /// The same GPUs, those without a name named: both lists are in the order of the PCI address, so what the other GPUs leave of the kernel's
    /// list belongs to the unnamed ones in turn. If the numbers do not agree nothing is guessed.
    /// </summary>
    public static IReadOnlyList<Gpu> Name(IReadOnlyList<Gpu> gpus, DriverFiles files)
    {
        var nameless = gpus.Where(static gpu => gpu.Uuid.Length == 0).ToList();
        if (nameless.Count == 0)
            return gpus;
        var free = files.Gpus().Where(known => !gpus.Any(gpu => Same(gpu, known))).ToList();
        return free.Count != nameless.Count ? gpus : [.. gpus.Select(gpu => gpu.Uuid.Length > 0 ? gpu : With(gpu, free[nameless.IndexOf(gpu)]))];
    }

    private static bool Same(Gpu gpu, KernelGpu known) => gpu.Uuid.Length > 0
        && (string.Equals(gpu.Uuid, known.Uuid, StringComparison.OrdinalIgnoreCase) || string.Equals(gpu.PciBusId, known.BusId, StringComparison.OrdinalIgnoreCase));

    private static Gpu With(Gpu gpu, KernelGpu known) =>
        gpu with { Uuid = known.Uuid, Minor = known.Minor, Model = known.Model, PciBusId = known.BusId };
}
