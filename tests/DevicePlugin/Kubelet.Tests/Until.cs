namespace Coaster.Kubelet.Tests;

/// <summary>Waits for what must come, however slow the machine is.</summary>
internal static class Until
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static Task TrueAsync(Func<bool> condition) => SomethingAsync(() => condition() ? "" : null);

    public static async Task<T> SomethingAsync<T>(Func<T?> look)
        where T : class
    {
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            if (look() is { } found)
                return found;
            Assert.False(bound.IsCancellationRequested, "what was waited for did not come");
            await Task.Delay(Step, CancellationToken.None);
        }
    }
}
