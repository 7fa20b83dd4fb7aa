namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>Waits for what comes by itself, with a bound for the case that it does not.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Waits until it is so.</summary>
    /// <param name="isSo">Asks; an API server that is away is no answer.</param>
    /// <param name="otherwise">What is wrong when it never is.</param>
    /// <param name="limit">For how long; five minutes where nothing is said.</param>
    public static async Task ForAsync(Func<Task<bool>> isSo, Func<string> otherwise, TimeSpan? limit = null)
    {
        using var bound = new CancellationTokenSource(limit ?? Longest);
        while (!await IsSoAsync(isSo))
        {
            Assert.False(bound.IsCancellationRequested, bound.IsCancellationRequested ? otherwise() : "");
            await Task.Delay(Pause);
        }
    }

    private static async Task<bool> IsSoAsync(Func<Task<bool>> isSo)
    {
        try
        {
            return await isSo();
        }
        catch (KubeApi.KubernetesException)
        {
            return false;
        }
    }
}
