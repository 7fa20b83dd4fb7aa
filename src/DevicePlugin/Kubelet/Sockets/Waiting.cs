namespace Coaster.Kubelet.Sockets;

/// <summary>Waits that end at a bound without an exception.</summary>
internal static class Waiting
{
    /// <summary>Whether it ended before the bound.</summary>
    public static async Task<bool> ForAsync(this Task task, TimeSpan bound, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(bound, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
