using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Slicing.Advertising;

namespace Coaster.Slicing.Tests.Advertising;

public sealed class DeviceSlicerTests
{
    private static readonly string[] Offered = [ResourceNames.Memory, ResourceNames.Core, ResourceNames.Block, ResourceNames.Whole, "ten.ai/mig-1g.18gb"];

    /// <summary>The memory that the simulated GPUs tell, which is that of the documented ones.</summary>
    [Theory]
    [InlineData("t4", 58, 29, 14)]
    [InlineData("a10", 88, 44, 22)]
    [InlineData("a100-40", 157, 78, 39)]
    [InlineData("a100-80", 316, 158, 79)]
    [InlineData("h100", 316, 158, 79)]
    [InlineData("h200", 559, 279, 139)]
    [InlineData("b200", 713, 356, 178)]
    public void Slice_DocumentedGpu_HasWholeUnitsOfItsUsableMemory(string profile, params int[] counts)
    {
        var gpu = Nodes.Gpu(0, UsableMiB(profile));
        Assert.Equal(counts, MemoryUnit.All.Select(unit => new[] { gpu }.Slice(unit).Of(ResourceNames.Memory).Count));
    }

    [Fact]
    public void Slice_EightH200AtTheSmallestUnit_FitsWhatKubeletTakes()
    {
        var memory = Enumerable.Range(0, 8).Select(index => Nodes.Gpu(index)).ToArray().Slice(MemoryUnit.All[0]).Of(ResourceNames.Memory);
        Assert.Equal(8 * 559, memory.Count);
        Assert.InRange(memory.Sum(device => device.Id.Length + 21), 1, 4 * 1024 * 1024 / 10);
    }

    [Theory]
    [InlineData(GpuMode.Auto, MigMode.Disabled, "139 100 100 1 0")]
    [InlineData(GpuMode.Auto, MigMode.Unsupported, "139 100 100 1 0")]
    [InlineData(GpuMode.Shared, MigMode.Disabled, "139 100 100 0 0")]
    [InlineData(GpuMode.Whole, MigMode.Disabled, "0 0 0 1 0")]
    [InlineData(GpuMode.Local, MigMode.Disabled, "0 0 0 0 0")]
    [InlineData(GpuMode.Mig, MigMode.Disabled, "0 0 0 0 0")]
    [InlineData(GpuMode.Auto, MigMode.Enabled, "0 0 0 0 2")]
    [InlineData(GpuMode.Mig, MigMode.Enabled, "0 0 0 0 2")]
    [InlineData(GpuMode.Shared, MigMode.Enabled, "0 0 0 0 0")]
    [InlineData(GpuMode.Whole, MigMode.Enabled, "0 0 0 0 0")]
    [InlineData(GpuMode.Local, MigMode.Enabled, "0 0 0 0 0")]
    public void Slice_ModeAndMigMode_OfferWhatCanRunThere(GpuMode mode, MigMode migMode, string counts)
    {
        var gpu = migMode == MigMode.Enabled ? Nodes.Mig(0, "1g.18gb", "1g.18gb") : Nodes.Gpu(0) with { MigMode = migMode };
        var resources = new[] { gpu }.Slice(null, mode);
        Assert.Equal(counts, string.Join(' ', Offered.Select(name => resources.Of(name).Count)));
    }

    [Theory]
    [InlineData(GpuHealth.Healthy, true)]
    [InlineData(GpuHealth.Degraded, false)]
    [InlineData(GpuHealth.Lost, false)]
    public void Slice_Health_IsThatOfEveryDevice(GpuHealth health, bool healthy)
    {
        var resources = new[] { Nodes.Gpu(0) with { Health = health }, Nodes.Mig(1, "1g.18gb") with { Health = health } }.Slice();
        Assert.All(resources.SelectMany(resource => resource.Devices), device => Assert.Equal(healthy, device.IsHealthy));
        Assert.All(resources, resource => Assert.NotEmpty(resource.Devices));
    }

    [Fact]
    public void Slice_NoGpu_HasTheFourResourcesWithoutDevices()
    {
        var resources = Array.Empty<Gpu>().Slice();
        Assert.Equal(["ten.ai/gpu-mem", "ten.ai/gpu-core", "ten.ai/gpu-block", "ten.ai/gpu"], resources.Select(resource => resource.Name));
        Assert.All(resources, resource => Assert.Empty(resource.Devices));
    }

    [Fact]
    public void Slice_MoreThanKubeletTakes_NamesTheLargerUnit()
    {
        var error = Assert.Throws<CoasterException>(() => new[] { Nodes.Gpu(0, MemorySize.MaxMiB) }.Slice());
        Assert.Equal(
            "cannot advertise ten.ai/gpu-mem: kubelet takes 50000 devices, and there would be 1048576. Choose a larger unit of memory.", error.Message);
    }

    [Fact]
    public void Slice_UuidTooLongForAnId_NamesTheId()
    {
        Gpu Of(int length) => Nodes.Gpu(0, 2048) with { Uuid = "GPU-" + new string('a', length - 4) };
        Assert.Equal(63, new[] { Of(60) }.Slice(null, GpuMode.Whole).Of(ResourceNames.Whole)[0].Id.Length);
        var error = Assert.Throws<CoasterException>(() => new[] { Of(61) }.Slice(null, GpuMode.Whole));
        Assert.EndsWith("::0' is longer than 63 characters", error.Why);
        Assert.Empty(new[] { Of(61) }.Slice(null, GpuMode.Local).Of(ResourceNames.Whole));
    }

    [Fact]
    public void Slice_SmallNode_IsAsWritten()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "golden/small-node");
        var node = InventoryCodec.Decode(File.ReadAllText(Path.Combine(folder, "inventory.json")));
        var resources = DeviceSlicer.Slice(node, MemoryUnit.Default, gpu => gpu.Index == 3 ? GpuMode.Local : GpuMode.Auto);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "advertised.txt")), string.Concat(resources.Select(Words)));
    }

    private static string Words(AdvertisedResource resource) => resource.Name + "\n" + string.Concat(resource.Devices.Select(device =>
        $"  {device.Id} {(device.IsHealthy ? "Healthy" : "Unhealthy")} {device.NumaNode?.ToString() ?? "-"}\n"));

    private static long UsableMiB(string profile)
    {
        var fields = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "profiles", profile + ".profile"))
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(field => field[0].EndsWith("_mib", StringComparison.Ordinal))
            .ToDictionary(field => field[0], field => long.Parse(field[1]));
        return fields["memory_mib"] - fields["reserved_mib"];
    }
}
