using Coaster.Agent.Options;
using Coaster.GpuModel;
using Coaster.Health.Faults;

namespace Coaster.Agent.Tests.Options;

public sealed class AgentOptionsTests
{
    [Fact]
    public void Parse_AllThatThereIs_IsUnderstood()
    {
        Assert.Equal(new AgentOptions(false, null, null), AgentOptions.Parse([]));
        Assert.Equal(new AgentOptions(true, "/x", null), AgentOptions.Parse(["--local", "--config", "/x"]));
        Assert.Equal(new AgentOptions(false, null, "GPU-1"), AgentOptions.Parse(["--probe-context", "GPU-1"]));
        Assert.Null(AgentOptions.Parse(["--local", "--help"]));
    }

    [Fact]
    public void Parse_Node_IsAClusters()
    {
        var cluster = AgentOptions.Parse(["--node", "n1", "--kubeconfig", "/k", "--namespace", "gpus", "--keys", "keys", "--memory-unit", "256Mi", "--grant-by", "cdi"])!.Cluster!;
        Assert.Equal(("n1", "/k", "gpus", "keys"), (cluster.Node, cluster.Kubeconfig, cluster.Namespace, cluster.Keys));
        Assert.Equal((256, true, "/var/lib/kubelet"), (cluster.Unit.MiB, cluster.GrantsByCdi, cluster.Kubelet));
        Assert.Null(AgentOptions.Parse([])!.Cluster);
    }

    [Fact]
    public void Parse_Xids_ChangeWhatCountsAgainstAGpu()
    {
        var some = AgentOptions.Parse(["--node", "n1", "--ignored-xids", "48,74", "--counted-xids", "13"])!.Cluster!.Health;
        var all = AgentOptions.Parse(["--node", "n1", "--counted-xids", "48", "--ignored-xids", "all"])!.Cluster!.Health;

        Assert.Equal([XidClass.Ignored, XidClass.Fault, XidClass.Fault], new[] { 48, 13, 95 }.Select(xid => some.Judge(xid).Class));
        Assert.Equal([XidClass.Fault, XidClass.Ignored], new[] { 48, 95 }.Select(xid => all.Judge(xid).Class));
    }

    [Theory]
    [InlineData("`x` is no XID", "--node", "n1", "--ignored-xids", "48,x")]
    [InlineData("--local is for a machine", "--node", "n1", "--local")]
    [InlineData("needs --node", "--keys", "keys")]
    [InlineData("--grant-by is runtime or cdi", "--node", "n1", "--grant-by", "magic")]
    [InlineData("no name that Kubernetes has", "--node", "../n1")]
    [InlineData("--node needs a value", "--node")]
    public void Parse_WrongCluster_SaysWhat(string why, params string[] words) =>
        Assert.Contains(why, Assert.Throws<CoasterException>(() => AgentOptions.Parse(words)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--what", "'--what' is no option")]
    [InlineData("--config", "--config needs a value")]
    public void Parse_Wrong_SaysWhat(string word, string why) =>
        Assert.Contains(why, Assert.Throws<CoasterException>(() => AgentOptions.Parse([word])).Message, StringComparison.Ordinal);
}
