using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Mig;
using Coaster.NvmlInterop.Library.Results;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Gpus;

/// <summary>Asks the driver how a GPU is cut, and how it can be.</summary>
internal static class MigGpuReader
{
    public static MigGpu Read(Gpu gpu, NvmlDevice device)
    {
        var kinds = device.GetGpuInstanceProfiles().OrderBy(static kind => kind.MemoryMiB).ThenBy(static kind => kind.Slices).ThenBy(static kind => kind.Id).ToList();
        var bytes = device.GetMemory() is { IsSuccess: true } memory ? memory.Value.Total : 0;
        var parts = kinds.SelectMany(kind => device.GetGpuInstances(kind).ValueOr([])).Select(Part).OfType<MigPart>().OrderBy(static part => part.Info.Id).ToList();
        return new MigGpu(gpu, device, kinds, new MigLayout(
            [.. kinds.Select(kind => Profile(device, kind, bytes))],
            [.. parts.Select(static part => new MigHolding(part.Info.ProfileId, part.Slot))]), parts);
    }

    private static MigProfile Profile(NvmlDevice device, MigInstanceProfile kind, long bytes) => new(
        kind.Id, MigName.Of(kind, bytes), kind.Slices, kind.MaxInstances, device.GetGpuInstanceCapacity(kind).OrNull(),
        [.. device.GetGpuInstancePlacements(kind).ValueOr([]).Select(static place => new MigSlot(place.Start, place.Size))]);

    /// <summary>The instance, or null for one that was destroyed between the listing and the look.</summary>
    private static MigPart? Part(NvmlGpuInstance instance) => instance.GetInfo() is { IsSuccess: true } info
        ? new MigPart(instance, info.Value, [.. instance.GetComputeInstanceProfiles()
            .SelectMany(kind => instance.GetComputeInstances(kind).ValueOr([])).Select(Compute).OfType<MigComputePart>()
            .DistinctBy(static compute => compute.Id).OrderBy(static compute => compute.Id)])
        : null;

    private static MigComputePart? Compute(NvmlComputeInstance instance) =>
        instance.GetInfo() is { IsSuccess: true } info ? new MigComputePart(instance, info.Value) : null;
}
