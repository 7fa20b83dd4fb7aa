using Coaster.Enforcement.Contexts;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Contexts;

public sealed class ContextCostsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Of_MeasuredByAnEarlierAgent_IsKeptForDriverAndModel()
    {
        Costs("570.1 NVIDIA H200").Learn("GPU-1", 600 << 20);
        Assert.Equal((false, 600 << 20), Of(Costs("570.1 NVIDIA H200")));
        Assert.Equal((true, ContextCosts.Assumed), Of(Costs("580.1 NVIDIA H200")));
        Assert.Equal((true, ContextCosts.Assumed), Of(Costs("570.1 Tesla T4")));
    }

    /// <summary>The first share of a GPU begins before anything could be measured there.</summary>
    [Fact]
    public void Of_OtherGpuOfTheModel_IsKnownFromTheFirstQuestionOn()
    {
        var costs = Costs("570.1 NVIDIA H200");
        Assert.Equal((true, ContextCosts.Assumed), Of(costs));
        costs.Learn("GPU-1", 600 << 20);
        Assert.Equal((false, 600 << 20), Of(costs));
    }

    [Fact]
    public void Learn_DriverDoesNotTellTheModel_NothingIsKept()
    {
        string? model = null;
        var costs = new ContextCosts(_folder["contexts.json"], _ => model);
        costs.Learn("GPU-1", 600 << 20);
        Assert.False(costs.IsUnmeasured("GPU-1"));
        model = "570.1 NVIDIA H200";
        Assert.Equal((true, ContextCosts.Assumed), Of(costs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":\"b\"}")]
    [InlineData("{\"a\":1e99}")]
    public void Of_FileIsNoGood_IsAsIfThereWereNone(string text)
    {
        _folder.Write("contexts.json", text);
        Assert.Equal((true, ContextCosts.Assumed), Of(Costs("570.1 NVIDIA H200")));
    }

    public void Dispose() => _folder.Dispose();

    private static (bool IsUnmeasured, long Bytes) Of(ContextCosts costs) => (costs.IsUnmeasured("GPU-2"), costs.Of("GPU-2"));

    private ContextCosts Costs(string model) => new(_folder["contexts.json"], _ => model);
}
