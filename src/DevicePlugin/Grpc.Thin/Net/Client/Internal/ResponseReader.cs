using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>Reads the messages of a response.</summary>
internal static class ResponseReader
{
    /// <summary>The next message, or null at the end.</summary>
    /// <exception cref="RpcException">It is compressed or too long, or the response ends within it.</exception>
    internal static async Task<byte[]?> ReadAsync(Stream body, string? encoding, int? maxLength, CancellationToken cancellationToken)
    {
        var prefix = new byte[WirePrefix.Length];
        var read = await body.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
            return null;
        var payload = new byte[read == prefix.Length ? WirePrefix.Read(prefix, encoding, maxLength) : 0];
        if (read < prefix.Length || await body.ReadAtLeastAsync(payload, payload.Length, throwOnEndOfStream: false, cancellationToken) < payload.Length)
            throw new RpcException(new Status(StatusCode.Internal, "the response ends in the middle of a message"));
        return payload;
    }
}
