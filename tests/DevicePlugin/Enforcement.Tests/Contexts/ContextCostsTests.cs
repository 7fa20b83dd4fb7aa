using Coaster.Enforcement.Contexts;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Contexts;

public sealed class ContextCostsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Knows_MeasuredByAnEarlierAgent_IsKeptForDriverAndModel()
    {
        Costs().Learn("GPU-1", "570.1", "NVIDIA H200", 600 << 20);
        var later = Costs();
        Assert.Equal(ContextCosts.Assumed, later.Of("GPU-2"));
        Assert.True(later.Knows("GPU-2", "570.1", "NVIDIA H200"));
        Assert.Equal(600 << 20, later.Of("GPU-2"));
        Assert.False(later.Knows("GPU-2", "580.1", "NVIDIA H200"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":\"b\"}")]
    [InlineData("{\"a\":1e99}")]
    public void Knows_FileIsNoGood_IsAsIfThereWereNone(string text)
    {
        _folder.Write("contexts.json", text);
        Assert.False(Costs().Knows("GPU-1", "570.1", "NVIDIA H200"));
    }

    public void Dispose() => _folder.Dispose();

    private ContextCosts Costs() => new(_folder["contexts.json"]);
}
