using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Mig;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Gpus;

/// <summary>One GPU in MIG mode, and how it is cut.</summary>
/// <param name="Gpu">The GPU, with its MIG devices.</param>
/// <param name="Device">It in the driver's session.</param>
/// <param name="Kinds">The kinds of GPU instances that it can have.</param>
/// <param name="Layout">The same kinds and what there is of them, for planning.</param>
/// <param name="Parts">Its GPU instances, by id.</param>
public sealed record MigGpu(
    Gpu Gpu, NvmlDevice Device, IReadOnlyList<MigInstanceProfile> Kinds, MigLayout Layout, IReadOnlyList<MigPart> Parts)
{
    /// <summary>Such as <c>GPU 0 (NVIDIA H200)</c>.</summary>
    public string Name => MigFailure.Name(Gpu);

    /// <summary>The driver's description of a profile of the layout.</summary>
    public MigInstanceProfile KindOf(MigProfile profile) => Kinds.First(kind => kind.Id == profile.Id);

    /// <summary>The name of a GPU instance's profile; its number where the driver lists no such profile.</summary>
    public string ProfileOf(MigPart part) => Layout.Find(part.Info.ProfileId)?.Name ?? $"{part.Info.ProfileId}";

    /// <summary>The MIG device of a compute instance, or null when the driver shows none.</summary>
    public MigDevice? DeviceOf(MigPart part, MigComputePart compute) =>
        Gpu.Mig.FirstOrDefault(mig => mig.GpuInstance == part.Info.Id && mig.ComputeInstance == compute.Id);
}
