namespace Grpc.Core;

/// <summary>How a call ended, and why.</summary>
/// <param name="StatusCode">The code.</param>
/// <param name="Detail">For people; empty when there is nothing to say.</param>
/// <param name="DebugException">What was thrown on this side of the call, or null; it never crosses the wire.</param>
public readonly record struct Status(StatusCode StatusCode, string Detail, Exception? DebugException)
{
    /// <summary>It ended well.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Somebody called it off.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status that no exception of this side stands behind.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")";
}
