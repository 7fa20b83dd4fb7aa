using Coaster.GpuBench.Placement.Comparison;
using Coaster.Testing;

namespace Coaster.PlacementBench.Tests.Comparison;

public sealed class PublishedCurvesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_KnownPolicy_IsTheRowUpToItsFirstGap() =>
        Assert.Equal([0, 1.5], Read("workload,sc_policy,seed,0,1,2\nopenb_pod_list_one,06-FGD,42,0,1.5,\nopenb_pod_list_one,99-Other,42,7,8,9\n").Of("one", "fgd", 42));

    [Fact]
    public void Of_NoTable_IsNothing() => Assert.Empty(new PublishedCurves(_folder["none.csv"]).Of("one", "fgd", 42));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("workload,seed,0\n", "it has no column 'sc_policy'")]
    [InlineData("workload,sc_policy,seed,0\nopenb_pod_list_one,06-FGD,first,0\n", "'first' stands where a number")]
    [InlineData("workload,sc_policy,seed,0\nopenb_pod_list_one,06-FGD,42,much\n", "'much' stands where a number should")]
    public void Read_BadTable_SaysWhatIsWrongWithIt(string text, string why)
    {
        var message = Assert.Throws<IOException>(() => Read(text)).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Contains("allo.csv", message, StringComparison.Ordinal);
    }

    private PublishedCurves Read(string text) => new(_folder.Write("allo.csv", text)["allo.csv"]);
}
