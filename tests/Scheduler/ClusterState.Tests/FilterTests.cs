using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;

namespace Coaster.ClusterState.Tests;

public sealed class FilterTests
{
    private readonly TestCluster _cluster = new TestCluster().With("a", 3).With("b", 1).With("c", 0);

    [Fact]
    public void Filter_PodThatFits_NamesAllNodesWithRoom() =>
        Assert.Equal([0, 2], _cluster.Filter(TestCluster.Pod("p", "gpu-mem=8"), "a", "c", "b").Fitting);

    [Fact]
    public void Filter_WholeGpus_NeedsSoManyThatNobodyHolds()
    {
        _cluster.Run(TestCluster.Pod("x", "gpu-mem=1"), "a");
        Assert.Equal("3 GPUs, 2 wholly free, needs 3", _cluster.Refused(TestCluster.Pod("q", "gpu=3"), "a"));
        Assert.Equal([0], _cluster.Filter(TestCluster.Pod("p", "gpu=2"), "a", "b").Fitting);
    }

    [Fact]
    public void Filter_LittleMemoryFree_SaysHowMuch()
    {
        foreach (var number in Enumerable.Range(0, 3))
            _cluster.Run(TestCluster.Pod($"x{number}", "gpu-mem=134"), "a");
        Assert.Equal("3 GPUs, most free 6 GiB, needs 8 GiB", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8"), "a"));
    }

    [Fact]
    public void Filter_LittleComputeFree_SaysHowMuch()
    {
        _cluster.Run(TestCluster.Pod("x", "gpu-mem=1,gpu-core=80"), "b");
        Assert.Equal("1 GPU, most compute free where the memory is 20 %, needs 30 %", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8,gpu-core=30"), "b"));
    }

    [Theory]
    [InlineData("gpu-mem=150", "", "3 GPUs, the largest has 140 GiB, needs 150 GiB")]
    [InlineData("gpu=4", "", "3 GPUs, 3 wholly free, needs 4")]
    [InlineData("gpu-mem=8", "gpu-model=A100", "GPUs of model NVIDIA H200, needs A100")]
    [InlineData("gpu-mem=400", "gpu-count=4", "3 GPUs, 3 large enough, needs 4")]
    [InlineData("gpu-mem=8", "gpu-uuid=GPU-0123", "none of the GPUs here is one of those that may serve")]
    [InlineData("mig-1g.18gb=1", "", "no ten.ai/mig-1g.18gb: this machine has no MIG device that may serve")]
    public void Filter_CannotBeMet_SaysWhy(string limits, string annotation, string reason)
    {
        (string, string)[] annotations = annotation.Length > 0 ? [(annotation.Split('=')[0], annotation.Split('=')[1])] : [];
        Assert.Equal(reason, _cluster.Refused(TestCluster.Pod("p", limits, annotations), "a"));
    }

    [Theory]
    [InlineData("gpu-mem=8,gpu=1", "ten.ai/gpu and ten.ai/gpu-mem are asked together")]
    [InlineData("gpu-core=30", "ten.ai/gpu-core is asked without ten.ai/gpu-mem")]
    [InlineData("gpu-block=101", "101 ten.ai/gpu-block are asked, and a GPU has 100")]
    [InlineData("gpu-mem=1.5", "asks for an amount of ten.ai/gpu-mem that is no whole number of devices")]
    public void Filter_Contradiction_IsEachNodesReasonAndNoPreemptionHelps(string limits, string reason)
    {
        var verdict = Assert.Single(_cluster.Filter(TestCluster.Pod("p", limits), "a").Failed).Verdict;
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
        Assert.True(verdict.IsUnresolvable);
    }

    [Fact]
    public void Filter_NodeThatNobodyTold_IsNotKnown() => Assert.Equal("not known yet", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8"), "z"));

    [Fact]
    public void Filter_NodeWithoutOrWithBrokenInventory_SaysSo()
    {
        var node = TestCluster.Node("d");
        _cluster.Book.Tell(WatchEventType.Added, node with { Metadata = node.Metadata with { Annotations = null } });
        Assert.Equal("no GPU: Coaster's agent has not told of any", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8"), "d"));
        _cluster.Book.Tell(WatchEventType.Modified, node with { Metadata = node.Metadata with { Annotations = new Dictionary<string, string> { ["ten.ai/inventory"] = "{" } } });
        Assert.StartsWith("what it tells of its GPUs cannot be read: ", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8"), "d"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GpuMode.Shared, "gpu-mem=8", true)]
    [InlineData(GpuMode.Shared, "gpu=1", false)]
    [InlineData(GpuMode.Whole, "gpu-mem=8", false)]
    [InlineData(GpuMode.Whole, "gpu=1", true)]
    [InlineData(GpuMode.Local, "gpu-mem=8", false)]
    [InlineData(GpuMode.Local, "gpu=1", false)]
    public void Filter_GpuOfAMode_IsGivenAsItSays(GpuMode mode, string limits, bool fits)
    {
        _cluster.Book.Tell(WatchEventType.Added, TestCluster.Node("d", TestCluster.Gpu("d", 0) with { Mode = mode }));
        Assert.Equal(fits, _cluster.Filter(TestCluster.Pod("p", limits), "d").Fitting.Count == 1);
        Assert.Equal(fits, _cluster.Book.Reserve("uid-p", "d").Refusal is null);
    }

    [Fact]
    public void Filter_UnhealthyGpu_IsNotGivenAndCounted()
    {
        _cluster.Book.Tell(WatchEventType.Added, TestCluster.Node("d", TestCluster.Gpu("d", 0) with { Health = GpuHealth.Degraded }));
        Assert.Equal("1 GPU (1 unhealthy), none takes a share now, needs 8 GiB", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8"), "d"));
    }

    [Fact]
    public void Filter_NodeOfTwoModels_GivesTheOneThatIsAskedFor()
    {
        _cluster.Book.Tell(WatchEventType.Added, TestCluster.Node("d", TestCluster.Gpu("d", 0), TestCluster.Gpu("d", 1) with { Model = "NVIDIA A100" }));
        _cluster.Run(TestCluster.Pod("p", "gpu=1", ("gpu-model", "A100")), "d");
        Assert.Equal(["d/1: p"], _cluster.Held);
        Assert.Empty(_cluster.Filter(TestCluster.Pod("q", "gpu-mem=8", ("gpu-model", "a100")), "d").Fitting);
    }

    [Fact]
    public void Filter_OtherUnitOfMemory_SaysSo()
    {
        var node = TestCluster.Node("d", TestCluster.Gpu("d", 0));
        var text = node.Metadata.Annotations!["ten.ai/inventory"].Replace("1Gi", "256Mi", StringComparison.Ordinal);
        _cluster.Book.Tell(WatchEventType.Added, node with { Metadata = node.Metadata with { Annotations = new Dictionary<string, string> { ["ten.ai/inventory"] = text } } });
        Assert.StartsWith("its unit of ten.ai/gpu-mem is 256Mi, and the scheduler's is 1Gi", _cluster.Refused(TestCluster.Pod("p", "gpu-mem=8"), "d"), StringComparison.Ordinal);
    }
}
