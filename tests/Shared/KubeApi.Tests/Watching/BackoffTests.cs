using Coaster.KubeApi.Watching;

namespace Coaster.KubeApi.Tests.Watching;

public sealed class BackoffTests
{
    [Fact]
    public void Next_AgainAndAgain_DoublesUpToTheBoundWithChanceInIt()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), new Random(1));
        foreach (var bound in new[] { 1, 2, 4, 5, 5 })
            Assert.InRange(backoff.Next(), TimeSpan.FromSeconds(bound / 2.0), TimeSpan.FromSeconds(bound));
        backoff.Reset();
        Assert.InRange(backoff.Next(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.NotEqual(
            new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), new Random(1)).Next(),
            new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), new Random(2)).Next());
    }
}
