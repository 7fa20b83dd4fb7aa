using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Library.Results;

namespace Coaster.Partitioning;

/// <summary>The failures of all who cut GPUs.</summary>
/// <param name="what">What could not be done, such as <c>cannot create MIG devices</c>.</param>
public sealed class MigFailure(string what)
{
    /// <summary>What shows how the GPUs are cut.</summary>
    public const string SeeList = "See what there is with: coaster mig list";

    /// <summary>Any failure.</summary>
    public CoasterException Of(string why, string mend) => new(what, why, mend);

    /// <summary>There is no such GPU.</summary>
    public CoasterException NoGpu(string name, NodeInventory inventory) => Of(
        $"there is no GPU {name}: this machine has {Listed(inventory.Gpus.Select(static gpu => $"{gpu.Index} ({gpu.Uuid})"))}", SeeList);

    /// <summary>The GPU has no MIG, or it is off.</summary>
    public CoasterException NotCuttable(Gpu gpu) => gpu.MigMode == MigMode.Unsupported
        ? Of($"{Name(gpu)} cannot be cut: its model, or its driver, has no MIG", "Name a GPU that can be: see coaster mig list")
        : Of(
            $"{Name(gpu)} is not in MIG mode",
            $"Turn it on while nothing uses the GPU: nvidia-smi -i {gpu.Index} -mig 1; A100 and A30 then need a reset: nvidia-smi -i {gpu.Index} --gpu-reset");

    /// <summary>The driver refuses.</summary>
    public CoasterException Driver(string why, NvmlStatus status) => Of(
        $"{why}: {status.Describe()}", status == NvmlStatus.InUse ? "End what uses it, and try again" : SeeList);

    /// <summary>Such as <c>GPU 0 (NVIDIA H200)</c>.</summary>
    public static string Name(Gpu gpu) => $"GPU {gpu.Index} ({gpu.Model})";

    /// <summary>The words with commas between them, or <c>none</c>.</summary>
    public static string Listed(IEnumerable<string> entries) => string.Join(", ", entries) is { Length: > 0 } text ? text : "none";
}
