using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Tests.Cluster.Room;

public sealed class ClusterRoomTests
{
    [Theory]
    [InlineData(33, 0, 1000, "33 GPUs")]
    [InlineData(1, 64, 1000, "model 64")]
    [InlineData(1, -1, 1000, "model -1")]
    [InlineData(1, 0, 0, "0 MiB")]
    public void Constructor_NodeThatCannotBe_IsRefused(int gpus, int model, int memoryMiB, string why)
    {
        var node = new NodeCapacity(1_000, 0, model, [.. Enumerable.Repeat(memoryMiB, gpus)]);
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => new ClusterRoom([node])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_MostGpus_AreAllToldApart()
    {
        var cluster = new ClusterRoom([Openb.Node(1_000, NodeCapacity.MostGpus, model: 63)]);
        cluster.Take(0, Openb.Pod(0, 1), 1u << 31);
        Assert.Equal(uint.MaxValue >> 1, cluster.Nodes[0].Fitting(Openb.Pod(0, 1).Each));
        Assert.Equal(31 * GpuRoom.WholeMilli, cluster.Nodes[0].FreeMilli);
    }
}
