using Coaster.Testing;

namespace Coaster.Integration.Tests.Demo;

/// <summary>The first command that a newcomer types.</summary>
public sealed class DemoTests
{
    [Fact]
    public void Demo_OnThisMachine_ShowsFourContainersAndLeavesNothing()
    {
        var demo = ProgramRun.Run(Path.Combine(RepositoryFolder.Path, "demo.sh"), [], ("COASTER_CONFIG", ""), ("COASTER_DRIVER_ROOT", "")).MustSucceed();

        Assert.Equal(4, Lines(demo, "    holding ").Count());
        Assert.All(Lines(demo, "    not my GPU:"), line => Assert.Contains("Operation not permitted", line));
        Assert.Equal(4, Lines(demo, "    not my GPU:").Count());
        Assert.Contains("booked", demo.Output);
        Assert.DoesNotContain("\e[", demo.Output);
        Assert.Empty(Directory.GetDirectories("/run", "coaster-demo.*"));
    }

    private static IEnumerable<string> Lines(ProgramRun run, string start) =>
        run.Output.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal));
}
