using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Library.Results;
using Coaster.Posix;

namespace Coaster.Cli.Mig;

/// <summary>The failures that the commands share.</summary>
/// <param name="what">What could not be done, such as <c>cannot create MIG devices</c>.</param>
internal sealed class MigFailure(string what)
{
    public const string SeeList = "See what there is with: coaster mig list";

    public CoasterException Of(string why, string mend) => new(what, why, mend);

    /// <summary>The driver and the bookings are root's alone.</summary>
    /// <exception cref="CoasterException">This process is not root's.</exception>
    public void RequireRoot()
    {
        if (!ProcessIdentity.IsRoot)
            throw Of("only root may cut GPUs and read the bookings", "Run it as root, or with sudo");
    }

    public CoasterException NoGpu(string name, NodeInventory inventory) => Of(
        $"there is no GPU {name}: this machine has {Listed(inventory.Gpus.Select(static gpu => $"{gpu.Index} ({gpu.Uuid})"))}", SeeList);

    public CoasterException NotCuttable(Gpu gpu) => gpu.MigMode == MigMode.Unsupported
        ? Of($"{Name(gpu)} cannot be cut: its model, or its driver, has no MIG", "Name a GPU that can be: see coaster mig list")
        : Of(
            $"{Name(gpu)} is not in MIG mode",
            $"Turn it on while nothing uses the GPU: nvidia-smi -i {gpu.Index} -mig 1; A100 and A30 then need a reset: nvidia-smi -i {gpu.Index} --gpu-reset");

    public CoasterException Driver(string why, NvmlStatus status) => Of(
        $"{why}: {status.Describe()}", status == NvmlStatus.InUse ? "End what uses it, and try again" : SeeList);

    public static string Name(Gpu gpu) => $"GPU {gpu.Index} ({gpu.Model})";

    public static string Listed(IEnumerable<string> entries) => string.Join(", ", entries) is { Length: > 0 } text ? text : "none";
}
