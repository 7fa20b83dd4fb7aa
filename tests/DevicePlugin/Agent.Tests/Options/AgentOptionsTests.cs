using Coaster.Agent.Options;
using Coaster.GpuModel;

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

    [Theory]
    [InlineData("--what", "'--what' is no option")]
    [InlineData("--config", "--config needs a value")]
    public void Parse_Wrong_SaysWhat(string word, string why) =>
        Assert.Contains(why, Assert.Throws<CoasterException>(() => AgentOptions.Parse([word])).Message, StringComparison.Ordinal);
}
