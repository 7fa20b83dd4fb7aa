using System.Globalization;
using Coaster.GpuModel.Inventory;

namespace Coaster.Publishing.Node;

/// <summary>The labels by which pods and people select nodes. They say what the node has, never what it is doing.</summary>
public static class NodeLabels
{
    /// <summary>How many GPUs there are, lost ones too.</summary>
    public const string Count = "ten.ai/gpu.count";

    /// <summary>The model; of several the different ones by letters, with <c>_</c> between, as far as they fit.</summary>
    public const string Model = "ten.ai/gpu.model";

    /// <summary>The usable MiB of the smallest GPU.</summary>
    public const string Memory = "ten.ai/gpu.memory";

    /// <summary>The driver's version.</summary>
    public const string Driver = "ten.ai/gpu.driver";

    /// <summary>The newest CUDA that the driver serves.</summary>
    public const string Cuda = "ten.ai/gpu.cuda";

    /// <summary><c>enabled</c> where the MIG mode of a GPU is on, <c>capable</c> where it could be, else <c>none</c>.</summary>
    public const string Mig = "ten.ai/gpu.mig";

    /// <summary>What one <c>ten.ai/gpu-mem</c> of the node is.</summary>
    public const string Unit = "ten.ai/gpu.unit";

    /// <summary>Every label of ours with its value; null for one that must not be there.</summary>
    public static IReadOnlyDictionary<string, string?> Of(NodeInventory node) => new Dictionary<string, string?>
    {
        [Count] = Number(node.Gpus.Count),
        [Model] = LabelValue.Of(node.Gpus.Select(gpu => gpu.Model)),
        [Memory] = Smallest(node) is { } smallest ? Number(smallest) : null,
        [Driver] = LabelValue.Of(node.DriverVersion),
        [Cuda] = LabelValue.Of(node.CudaVersion),
        [Mig] = node.Gpus.Count > 0 ? MigWord(node.Gpus) : null,
        [Unit] = node.MemoryUnit?.ToString(),
    };

    // A lost GPU may tell no memory, and the label must not change with that.
    private static long? Smallest(NodeInventory node) =>
        node.Gpus.Where(gpu => gpu.MemoryMiB > 0).Select(gpu => (long?)gpu.MemoryMiB).Min();

    private static string MigWord(IReadOnlyList<Gpu> gpus) =>
        gpus.Any(gpu => gpu.MigMode == MigMode.Enabled) ? "enabled"
        : gpus.Any(gpu => gpu.MigMode == MigMode.Disabled) ? "capable"
        : "none";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
