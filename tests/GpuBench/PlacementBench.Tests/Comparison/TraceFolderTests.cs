using Coaster.GpuBench.Placement.Comparison;
using Coaster.Testing;

namespace Coaster.PlacementBench.Tests.Comparison;

public sealed class TraceFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Traces_None_SaysWhatIsMissing()
    {
        Directory.CreateDirectory(_folder["csv"]);
        Assert.Contains("has no openb_pod_list_*.csv", Refused(folder => folder.Traces()), StringComparison.Ordinal);
    }

    [Fact]
    public void SeedsOf_StrangeNames_AreNotSeeds()
    {
        _folder.Write("orders/one.43.txt", "").Write("orders/one.42.txt.gz", "").Write("orders/one.42.txt", "").Write("orders/one.notes.txt", "").Write("orders/two.1.txt", "");
        Assert.Equal([42, 43], new TraceFolder(_folder.Path).SeedsOf("one"));
    }

    [Fact]
    public void SeedsOf_NoOrder_SaysWhatIsMissing()
    {
        _folder.Write("orders/one.notes.txt", "");
        Assert.Contains("cannot replay one: ", Refused(folder => folder.SeedsOf("one")), StringComparison.Ordinal);
        Assert.Contains("has no one.SEED.txt", Refused(folder => folder.SeedsOf("one")), StringComparison.Ordinal);
    }

    private string Refused(Func<TraceFolder, object> ask) => Assert.Throws<IOException>(() => ask(new TraceFolder(_folder.Path))).Message;
}
