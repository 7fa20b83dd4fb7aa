using System.Net;

namespace Coaster.KubeApi.Http;

/// <summary>
/// How often and until when one call is sent again. A call that was turned away (429) did nothing, so any may come again; after a failure of the
/// API server only a read may.
/// </summary>
internal sealed class RetryBudget(KubernetesOptions options)
{
    private static readonly TimeSpan WithoutHint = TimeSpan.FromSeconds(1);
    private readonly long _started = options.TimeProvider.GetTimestamp();
    private int _attempts;

    /// <summary>How long to wait before the call is sent again; null when that is enough of it.</summary>
    public TimeSpan? Next(ApiRequest request, HttpResponseMessage response)
    {
        _attempts++;
        if (!MayComeAgain(request, response) || _attempts >= options.MaxAttempts)
            return null;
        var wait = Hint(response) ?? WithoutHint;
        var left = options.RequestTimeout - options.TimeProvider.GetElapsedTime(_started);
        return wait < left ? wait : null;
    }

    private static bool MayComeAgain(ApiRequest request, HttpResponseMessage response) => response.StatusCode == HttpStatusCode.TooManyRequests
        || (request.IsRead && response.StatusCode >= HttpStatusCode.InternalServerError && response.Headers.RetryAfter is not null);

    private TimeSpan? Hint(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > options.TimeProvider.GetUtcNow() => date - options.TimeProvider.GetUtcNow(),
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };
}
