namespace Grpc.Wire;

/// <summary>The words of gRPC over HTTP/2, https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md.</summary>
internal static class WireNames
{
    internal const string ContentType = "application/grpc";
    internal const string Status = "grpc-status";
    internal const string Message = "grpc-message";
    internal const string Timeout = "grpc-timeout";
    internal const string Encoding = "grpc-encoding";
    internal const string AcceptEncoding = "grpc-accept-encoding";
    internal const string Identity = "identity";

    /// <summary>What a receiver takes unless told otherwise, as in every implementation: 4 MiB.</summary>
    internal const int UsualMaxMessageSize = 4 << 20;

    /// <summary>Whether it is the protocol's content type; a format may follow, such as <c>+proto</c>.</summary>
    internal static bool IsContentType(string? text) =>
        text is not null && text.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (text.Length == ContentType.Length || text[ContentType.Length] is '+' or ';');
}
