using Coaster.KubeTesting;

namespace Coaster.Publishing.Tests;

/// <summary>Waits for what other threads do, with a bound that only ends a test that hangs.</summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = TestOptions.Limit();
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
    }
}
