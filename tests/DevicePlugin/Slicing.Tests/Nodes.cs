using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Slicing.Advertising;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Slicing.Tests;

/// <summary>Nodes in the fewest words, and any that can occur.</summary>
internal static class Nodes
{
    public static Gen<MemoryUnit> Units { get; } = Gen.Elements(MemoryUnit.All.ToArray());

    public static Gen<Gpu[]> Machines { get; } =
        Gen.Choose(0, 8).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), AnyGpu));

    public static Gen<GpuMode[]> Modes { get; } = Gen.Frequency(
        (2, Gen.Constant(GpuMode.Auto)), (1, Gen.Elements(Enum.GetValues<GpuMode>()))).ArrayOf(8);

    public static string Uuid(int index) => $"GPU-{index:x8}-1111-2222-3333-444455556666";

    public static Gpu Gpu(int index, long memoryMiB = 143_165) =>
        new(index, Uuid(index), index, "NVIDIA H200", memoryMiB, $"00000000:{index + 1:X2}:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    public static Gpu Mig(int index, params string[] profiles) => Gpu(index) with
    {
        MigMode = MigMode.Enabled,
        Mig = [.. profiles.Select((profile, cut) => new MigDevice($"MIG-{index:x4}{cut:x4}-1111-2222-3333-444455556666", cut, profile, 16_384, cut + 7, 0))],
    };

    /// <summary>What the GPUs are offered as, each in the mode of its index; without one, in the default.</summary>
    public static IReadOnlyList<AdvertisedResource> Slice(this Gpu[] gpus, MemoryUnit? unit = null, params GpuMode[] modes) => DeviceSlicer.Slice(
        new NodeInventory("570.124.06", "12.8", gpus), unit ?? MemoryUnit.Default, gpu => gpu.Index < modes.Length ? modes[gpu.Index] : GpuMode.Auto);

    public static IReadOnlyList<AdvertisedDevice> Of(this IReadOnlyList<AdvertisedResource> resources, string name) =>
        resources.SingleOrDefault(resource => resource.Name == name)?.Devices ?? [];

    private static Gen<Gpu> AnyGpu(int index) =>
        from memory in Gen.OneOf(Gen.Choose(0, 300_000), Gen.Elements(255, 256, 511, 512, 1023, 1024))
        from numa in Gen.Choose(-1, 3)
        from health in Gen.Frequency((4, Gen.Constant(GpuHealth.Healthy)), (1, Gen.Elements(Enum.GetValues<GpuHealth>())))
        from mode in Gen.Elements(Enum.GetValues<MigMode>())
        from profiles in Gen.Elements("1g.18gb", "1g.18gb+me", "3g.71gb", "no name").ArrayOf(3)
        from silent in Gen.Choose(0, 9)
        select (mode == MigMode.Enabled ? Mig(index, profiles) : Gpu(index) with { MigMode = mode }) with
        {
            MemoryMiB = memory,
            NumaNode = numa,
            Health = silent == 0 ? GpuHealth.Lost : health,
            Uuid = silent == 0 ? "" : Uuid(index),
        };
}
