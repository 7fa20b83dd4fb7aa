using Coaster.Placement.Policies;
using Coaster.Placement.State;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests.Policies;

public sealed class BestFitPolicyTests
{
    [Theory]
    [InlineData(10, 0, 20, 0, 1)]
    [InlineData(20, 0, 10, 0, 0)]
    [InlineData(10, 10, 10, 20, 1)]
    [InlineData(10, 20, 10, 20, 0)]
    [InlineData(11, 10, 10, 90, 0)]
    public void Choose_TwoGpus_LeavesTheLeastMemoryThenCore(long gib0, int core0, long gib1, int core1, int expected)
    {
        var node = Of(H200(0), H200(1)).Share(0, "a", gib0, core0).Share(1, "b", gib1, core1);
        Assert.Equal(expected, Choose(node.Gpus));
        Assert.Equal(expected, Choose(node.Gpus.Reverse()));
    }

    private static int Choose(IEnumerable<GpuState> gpus) =>
        new BestFitPolicy().Choose([.. gpus.Select(gpu => new ShareCandidate(gpu, 1024, 5))]).State.Gpu.Index;
}
