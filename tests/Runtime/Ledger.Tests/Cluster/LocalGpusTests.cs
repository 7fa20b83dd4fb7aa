using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger.Cluster;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Ledger.Tests.Cluster;

/// <summary>What the bookkeeper books where a cluster owns GPUs, by whatever door a request came.</summary>
public sealed class LocalGpusTests : IDisposable
{
    private static readonly NodeInventory Three = Ledgers.Node with { Gpus = [Gpu(0, "NVIDIA H200"), Gpu(1, "NVIDIA H200"), Gpu(2, "Tesla T4")] };
    private readonly TempFolder _temp = new();

    private HostSettings Settings => HostSettings.Default with { StateDirectory = _temp["state"], DataDirectory = _temp["data"] };

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("mem=1Gi", "GPU-1")]
    [InlineData("all", "GPU-1")]
    [InlineData("1", "GPU-1")]
    [InlineData("device=1", "GPU-1")]
    [InlineData("device=GPU-1,mem=1Gi", "GPU-1")]
    [InlineData("model=H200,mem=1Gi", "GPU-1")]
    public void Book_OneIsLocal_GetsThat(string spec, string gpu)
    {
        Own("GPU-1");
        Assert.Equal([gpu], Book(spec).Container.Grants.Select(grant => grant.GpuUuid));
    }

    [Theory]
    [InlineData("device=0")]
    [InlineData("device=GPU-0")]
    [InlineData("device=GPU-0,mem=1Gi")]
    [InlineData("device=0,1")]
    public void Book_NamesOneOfTheClusters_IsRefused(string spec)
    {
        Own("GPU-1");
        Assert.Equal(
            "cannot book GPU 0: it belongs to the cluster (node n1). Ask for it from a pod with ten.ai/gpu-mem, or set its mode to local.",
            Assert.Throws<CoasterException>(() => Book(spec)).Message);
        Assert.Empty(new NodeLedger(Settings).Names());
    }

    [Theory]
    [InlineData("model=T4,mem=1Gi", "cannot book GPU 2: it belongs to the cluster (node n1)")]
    [InlineData("2", "2 asked, and there is 1 device to choose from; the others belong to the cluster (node n1)")]
    [InlineData("mem=900Gi", "the others belong to the cluster (node n1)")]
    [InlineData("model=A100,mem=1Gi", "no GPU of model A100")]
    public void Book_NeedsOneOfTheClusters_IsRefused(string spec, string why)
    {
        Own("GPU-1");
        Assert.Contains(why, Assert.Throws<CoasterException>(() => Book(spec)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("1")]
    [InlineData("mem=1Gi")]
    public void Book_NoneIsLocal_IsRefused(string spec)
    {
        Own();
        Assert.Equal(
            "cannot book GPUs 0, 1, 2: they belong to the cluster (node n1). Ask for them from a pod with ten.ai/gpu-mem, or set their mode to local.",
            Assert.Throws<CoasterException>(() => Book(spec)).Message);
        Assert.Contains("cannot book GPU 0: it belongs", Assert.Throws<CoasterException>(() => Book(spec, Ledgers.Node)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Book_BrokenFile_IsRefusedUntilItIsMended()
    {
        _temp.Write("data/cluster.json", "{");
        Assert.Contains("cannot tell which GPUs belong to the cluster", Assert.Throws<CoasterException>(() => Book("all")).Message, StringComparison.Ordinal);
        Assert.Empty(new NodeLedger(Settings).Names());
        ClusterOwnership.Remove(Settings);
        Assert.Equal(3, Book("all").Container.Grants.Count);
    }

    private void Own(params string[] local) => new ClusterOwnership("n1", local).Write(Settings);

    private LedgerEntry Book(string spec, NodeInventory? node = null) => new Bookkeeper(new NodeLedger(Settings), TimeProvider.System)
        .Book(GpuSpec.Parse(spec), node ?? Three, "/", new NewContainer("web", "web", ContainerEngine.Runc, ["x"]));

    private static Gpu Gpu(int index, string model) => Ledgers.Node.Gpus[0] with { Index = index, Uuid = "GPU-" + index, Minor = index, Model = model };
}
