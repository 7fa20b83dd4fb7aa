using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>The HTTP request of a call.</summary>
internal static class CallRequest
{
    private static readonly MediaTypeHeaderValue ContentType = new(WireNames.ContentType);

    /// <exception cref="RpcException">The message is longer than may be sent.</exception>
    internal static HttpRequestMessage Make<TRequest, TResponse>(
        GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options, TRequest message)
    {
        var content = new ReadOnlyMemoryContent(MessageWriter.Write(method.RequestMarshaller, message, channel.Options.MaxSendMessageSize));
        content.Headers.ContentType = ContentType;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        Put(request.Headers, options);
        return request;
    }

    private static void Put(HttpRequestHeaders headers, CallOptions options)
    {
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", "grpc-thin");
        headers.TryAddWithoutValidation(WireNames.AcceptEncoding, WireNames.Identity);
        if (options.Deadline is { } deadline && deadline != DateTime.MaxValue)
            headers.TryAddWithoutValidation(WireNames.Timeout, WireTimeout.Write(deadline - TimeProvider.System.GetUtcNow().UtcDateTime));
        foreach (var entry in options.Headers ?? Metadata.Empty)
            headers.TryAddWithoutValidation(entry.Key, WireMetadata.Write(entry));
    }
}
