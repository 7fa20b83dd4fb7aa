using Coaster.Agent.Cluster;
using Coaster.GpuModel.Inventory;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Cluster;

public sealed class KnownGpusTests : IDisposable
{
    private const string First = "GPU-11111111-1111-4111-8111-111111111111";
    private const string Second = "GPU-22222222-2222-4222-8222-222222222222";
    private readonly TempFolder _folder = new();

    private string File => _folder["inventory.json"];

    [Fact]
    public void Take_Same_IsNoNews()
    {
        var known = new KnownGpus(File);
        Assert.Null(known.Current);
        Assert.True(known.Take(Node(Gpu(0, First), Gpu(1, Second))));
        Assert.False(known.Take(Node(Gpu(0, First), Gpu(1, Second))));
    }

    [Fact]
    public void Take_GpuThatTellsNothing_KeepsItsSizeOverARestart()
    {
        new KnownGpus(File).Take(Node(Gpu(0, First), Gpu(1, Second)));
        var known = new KnownGpus(File);
        Assert.True(known.Take(Node(Gpu(0, First), Gpu(1, Second) with { MemoryMiB = 0, Model = "", Health = GpuHealth.Lost })));
        var lost = known.Current!.Find(Second)!;
        Assert.Equal((1024, "H200", GpuHealth.Lost), (lost.MemoryMiB, lost.Model, lost.Health));
    }

    [Fact]
    public void Take_GpuThatIsNotListed_StaysAsLost()
    {
        var known = new KnownGpus(File);
        known.Take(Node(Gpu(0, First), Gpu(1, Second)));
        known.Take(Node(Gpu(0, Second)));
        Assert.Equal([(0, Second, GpuHealth.Healthy), (1, First, GpuHealth.Lost)], known.Current!.Gpus.Select(gpu => (gpu.Index, gpu.Uuid, gpu.Health)));
        known.Take(Node(Gpu(0, First), Gpu(1, Second)));
        Assert.All(known.Current.Gpus, gpu => Assert.Equal(GpuHealth.Healthy, gpu.Health));
    }

    [Fact]
    public void Current_BrokenFile_IsUnknown()
    {
        _folder.Write("inventory.json", "{");
        Assert.Null(new KnownGpus(File).Current);
    }

    public void Dispose() => _folder.Dispose();

    private static NodeInventory Node(params Gpu[] gpus) => new("570.1", "12.8", gpus);

    private static Gpu Gpu(int index, string uuid) =>
        new(index, uuid, index, "H200", 1024, $"00000000:0{index}:00.0", -1, GpuHealth.Healthy, MigMode.Disabled, []);
}
