using Coaster.GpuModel;
using Coaster.Scheduler.Options;

namespace Coaster.Scheduler.Tests.Options;

public sealed class SchedulerOptionsTests
{
    [Fact]
    public void Parse_Key_IsEnough()
    {
        var options = SchedulerOptions.Parse(["--signing-key", "/k"])!;
        Assert.Equal(("/k", "127.0.0.1:12345", "1Gi"), (options.SigningKey, options.Listen.ToString(), options.Unit.ToString()));
    }

    [Fact]
    public void Parse_Help_IsNothing() => Assert.Null(SchedulerOptions.Parse(["--help"]));

    [Theory]
    [InlineData("", "--signing-key is missing")]
    [InlineData("--signing-key", "--signing-key needs a value")]
    [InlineData("--signing-key k --listen 0.0.0.0:1", "--listen 0.0.0.0:1 could be reached by others")]
    [InlineData("--signing-key k --listen x", "--listen is no address and port: 'x'")]
    [InlineData("--signing-key k --memory-unit 3Gi", "the unit is '3Gi'")]
    [InlineData("--signing-key k --lease ../x", "--lease is no name that Kubernetes has")]
    [InlineData("--signing-key k --what x", "'--what' is no option")]
    public void Parse_Wrong_SaysWhatAndHow(string words, string why)
    {
        var error = Assert.Throws<CoasterException>(() => SchedulerOptions.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
