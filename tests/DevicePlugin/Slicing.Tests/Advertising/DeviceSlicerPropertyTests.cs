using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Slicing.Advertising;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Slicing.Tests.Advertising;

public sealed class DeviceSlicerPropertyTests
{
    [Fact]
    public void Slice_AnyNode_HasNoIdTwiceInAResource() =>
        Holds((_, _, _, resources) => resources.All(resource => resource.Devices.Select(device => device.Id).Distinct().Count() == resource.Devices.Count));

    [Fact]
    public void Slice_AnyNode_HasIdsThatCanBeParsedBack() =>
        Holds((_, _, _, resources) => resources.All(resource => resource.Devices.All(device => device.Id.Length <= DeviceId.MaxLength
            && DeviceId.TryParse(resource.Name, device.Id, out var id)
            && (id.ToString(), id.Resource) == (device.Id, resource.Name))));

    [Fact]
    public void Slice_AnyNode_AddsUpToWhatTheOfferedGpusHave() =>
        Holds((gpus, modes, unit, resources) =>
        {
            var shared = gpus.Where(gpu => Runs(gpu) && modes[gpu.Index] is GpuMode.Auto or GpuMode.Shared).ToList();
            return resources.Of(ResourceNames.Memory).Count == shared.Sum(gpu => gpu.MemoryMiB / unit.MiB)
                && resources.Of(ResourceNames.Core).Count == shared.Count * 100
                && resources.Of(ResourceNames.Block).Count == shared.Count * 100
                && resources.Of(ResourceNames.Whole).Count == gpus.Count(gpu => Runs(gpu) && modes[gpu.Index] is GpuMode.Auto or GpuMode.Whole);
        });

    [Fact]
    public void Slice_AnyNode_OffersEveryNamedMigDeviceOnceUnderItsProfile() =>
        Holds((gpus, modes, _, resources) =>
        {
            var expected = gpus
                .Where(gpu => gpu is { MigMode: MigMode.Enabled, Uuid.Length: > 0 } && modes[gpu.Index] is GpuMode.Auto or GpuMode.Mig)
                .SelectMany(gpu => gpu.Mig)
                .Where(mig => mig.Profile != "no name")
                .Select(mig => ("ten.ai/mig-" + mig.Profile.Replace('+', '.'), mig.Uuid));
            var offered = resources
                .Where(resource => ResourceNames.IsMig(resource.Name))
                .SelectMany(resource => resource.Devices.Select(device => (resource.Name, device.Id)));
            return offered.Order().SequenceEqual(expected.Order());
        });

    [Fact]
    public void Slice_AnyNode_TellsHealthAndKnownNumaNodesOfTheGpu() =>
        Holds((gpus, _, _, resources) => resources.All(resource => resource.Devices.All(device =>
        {
            Assert.True(DeviceId.TryParse(resource.Name, device.Id, out var id));
            var gpu = gpus.Single(gpu => gpu.Uuid == id.Uuid || gpu.Mig.Any(mig => mig.Uuid == id.Uuid));
            return device.IsHealthy == (gpu.Health == GpuHealth.Healthy) && (device.NumaNode ?? -1) == gpu.NumaNode && device.NumaNode is null or >= 0;
        })));

    [Fact]
    public void Slice_SameNodeAgain_IsTheSame() => Holds((gpus, modes, unit, resources) => gpus.Slice(unit, modes).SequenceEqual(resources));

    private static bool Runs(Gpu gpu) => gpu.MigMode != MigMode.Enabled && gpu.Uuid.Length > 0;

    private static void Holds(Func<Gpu[], GpuMode[], MemoryUnit, IReadOnlyList<AdvertisedResource>, bool> law)
    {
        var nodes = from gpus in Nodes.Machines from modes in Nodes.Modes from unit in Nodes.Units select (gpus, modes, unit);
        Prop.ForAll(nodes.ToArbitrary(), node => law(node.gpus, node.modes, node.unit, node.gpus.Slice(node.unit, node.modes))).QuickCheckThrowOnFailure();
    }
}
