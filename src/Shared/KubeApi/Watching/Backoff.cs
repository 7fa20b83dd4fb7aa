namespace Coaster.KubeApi.Watching;

/// <summary>Waits that double up to a bound, each with chance in it, so that a cluster's clients do not come back all at once.</summary>
/// <param name="first">The first wait.</param>
/// <param name="most">The longest.</param>
/// <param name="random">The chance.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan most, Random random)
{
    private TimeSpan? _next;

    public static Backoff Of(KubernetesOptions options) => new(options.FirstReconnectDelay, options.MaxReconnectDelay, Random.Shared);

    /// <summary>Begins with the first wait again.</summary>
    public void Reset() => _next = null;

    /// <summary>From half of the wait to all of it.</summary>
    public TimeSpan Next()
    {
        var bound = _next ?? first;
        _next = bound * 2 < most ? bound * 2 : most;
        return bound * (0.5 + (random.NextDouble() / 2));
    }
}
