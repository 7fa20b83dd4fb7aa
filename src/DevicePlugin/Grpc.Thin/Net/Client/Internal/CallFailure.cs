using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>What a failure of the connection means for a call.</summary>
internal static class CallFailure
{
    // RFC 9113, section 7.
    private const long Cancel = 0x8;

    /// <summary>The status, or null for a failure that is none of the connection.</summary>
    internal static Status? StatusOf(Exception error, CallDeadline deadline) => error switch
    {
        OperationCanceledException or ObjectDisposedException => deadline.HasPassed ? CallDeadline.Exceeded : Status.DefaultCancelled,
        HttpProtocolException { ErrorCode: Cancel } => new Status(StatusCode.Cancelled, "the server called it off", error),
        HttpRequestException { InnerException: HttpProtocolException { ErrorCode: Cancel } } => new Status(StatusCode.Cancelled, "the server called it off", error),
        HttpRequestException or IOException => new Status(StatusCode.Unavailable, Innermost(error).Message, error),
        _ => null,
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
