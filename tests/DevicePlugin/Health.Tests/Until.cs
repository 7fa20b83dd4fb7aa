namespace Coaster.Health.Tests;

/// <summary>Waits for what must come, with a bound that only a failure reaches.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static async Task True(Func<bool> condition, Func<string> seen)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Bound, seen());
            await Task.Delay(20);
        }
    }
}
