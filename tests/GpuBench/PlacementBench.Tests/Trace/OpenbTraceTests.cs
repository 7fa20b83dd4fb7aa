using Coaster.GpuBench.Placement.Trace;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.PlacementBench.Tests.Trace;

public sealed class OpenbTraceTests : IDisposable
{
    private const string Nodes = "sn,cpu_milli,memory_mib,gpu,model\nb,64000,1000,2,T4\na,32000,2000,1,P100\n";
    private const string Pods = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\np2,1,2,1,1000,\np1,3000,4,1,250,T4|P100\n";
    private const string Order = "#rank 1 0\n1\n0\n1\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ThreeFiles_OrdersNodesByRankAndPodsByName()
    {
        var trace = Read(Nodes, Pods, Order);
        Assert.Equal([64_000, 32_000], trace.Nodes.Select(node => node.CpuMilli));
        Assert.Equal([3000, 1], trace.Pods.Select(pod => pod.Shape.CpuMilli));
        Assert.Equal([1, 0, 1], trace.Arrivals);
    }

    [Fact]
    public void Shuffled_SameSeed_IsTheSameOrderOfTheSame()
    {
        var order = "#rank 0 1\n" + string.Concat(Enumerable.Range(0, 50).Select(index => $"{index % 2}\n"));
        var trace = Read(Nodes, Pods, order);
        var shuffled = trace.Shuffled(new Random(1));
        Assert.NotEqual(trace.Arrivals, shuffled.Arrivals);
        Assert.Equal(trace.Arrivals.Order(), shuffled.Arrivals.Order());
        Assert.Equal(trace.Nodes.OrderBy(node => node.CpuMilli), shuffled.Nodes.OrderBy(node => node.CpuMilli));
        Assert.Equal(shuffled.Arrivals, trace.Shuffled(new Random(1)).Arrivals);
    }

    [Theory]
    [InlineData("sn,cpu_milli,memory_mib,gpu,model\na,1,1,0,\n", Pods, "#rank 0\n", "none of its nodes has a GPU")]
    [InlineData("sn,cpu_milli\n", Pods, Order, "no column 'memory_mib'")]
    [InlineData("sn,cpu_milli,memory_mib,gpu,model\na,1,1,33,T4\n", Pods, "#rank 0\n", "'33' stands where a number from 0 to")]
    [InlineData(Nodes, "", Order, "it is empty")]
    [InlineData(Nodes, Pods, "", "does not begin with '#rank '")]
    [InlineData(Nodes, Pods, "#rank 0\n", "there are ranks for 1")]
    [InlineData(Nodes, Pods, "#rank 0 1\n7\n", "it names pods that")]
    [InlineData(Nodes, Pods, "#rank 0 1\n-1\n", "'-1' stands where a number")]
    public void Read_BadFile_SaysWhatIsWrongWithIt(string nodes, string pods, string order, string why) =>
        Assert.Contains(why, Assert.Throws<IOException>(() => Read(nodes, pods, order)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_AnyChange_IsReadOrRefused()
    {
        var letters = Gen.Elements([.. "0123456789,-\n#| aT"]);
        var changes =
            from file in Gen.Choose(0, 2)
            from place in Gen.Choose(0, Nodes.Length)
            from letter in letters
            select (file, place, letter);
        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            string[] texts = [Nodes, Pods, Order];
            var text = texts[change.file];
            texts[change.file] = text.Insert(Math.Min(change.place, text.Length), $"{change.letter}");
            return Record.Exception(() => Read(texts[0], texts[1], texts[2])) is null or IOException;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private OpenbTrace Read(string nodes, string pods, string order)
    {
        _folder.Write("nodes", nodes).Write("pods", pods).Write("order", order);
        return OpenbTrace.Read(_folder["nodes"], _folder["pods"], _folder["order"]);
    }
}
