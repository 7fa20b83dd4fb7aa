using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>What the head and the trailers of an HTTP response say of a call.</summary>
internal static class CallResponse
{
    /// <summary>What is wrong with the head, or null.</summary>
    internal static Status? Problem(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            return new Status(Code(response.StatusCode), $"the server answered with HTTP status {(int)response.StatusCode}");
        var type = response.Content.Headers.ContentType?.ToString();
        return WireNames.IsContentType(type) ? null : new Status(StatusCode.Unknown, $"the server answered with {type ?? "nothing"}, which is not gRPC");
    }

    /// <summary>How the call ended; a server that sends no message may say so in the head already.</summary>
    internal static (Status Status, Metadata Trailers) EndOf(HttpResponseMessage response)
    {
        if (StatusOf(response.TrailingHeaders) is { } status)
            return (status, MetadataOf(response.TrailingHeaders));
        return StatusOf(response.Headers) is { } early
            ? (early, MetadataOf(response.Headers))
            : (new Status(StatusCode.Internal, "the server did not say how the call ended"), Metadata.Empty);
    }

    internal static Metadata MetadataOf(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
            foreach (var value in values)
                WireMetadata.Read(metadata, name, value);
        return metadata;
    }

    private static Status? StatusOf(HttpHeaders headers)
    {
        if (Last(headers, WireNames.Status) is not { } text)
            return null;
        var isKnown = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= (int)StatusCode.Unauthenticated;
        return new Status(isKnown ? (StatusCode)code : StatusCode.Unknown, WireText.Read(Last(headers, WireNames.Message) ?? ""));
    }

    private static string? Last(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.LastOrDefault() : null;

    /// <summary>https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md</summary>
    private static StatusCode Code(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
