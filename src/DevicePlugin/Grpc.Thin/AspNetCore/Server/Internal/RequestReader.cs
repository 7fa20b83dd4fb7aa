using System.Buffers;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Reads the one message of a request.</summary>
internal static class RequestReader
{
    /// <exception cref="RpcException">It is compressed, too long, not all there, not alone, or means nothing.</exception>
    internal static async Task<T> ReadAsync<T>(HttpRequest request, Marshaller<T> marshaller, int? maxLength, CancellationToken cancellationToken)
    {
        string? encoding = request.Headers[WireNames.Encoding];
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellationToken);
            var length = Check(result.Buffer, encoding, maxLength);
            if (!result.IsCompleted)
            {
                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            if (result.Buffer.Length != length)
                throw Broken("the request ends in the middle of its message");
            var message = MessageReader.Read(marshaller, result.Buffer.Slice(WirePrefix.Length));
            request.BodyReader.AdvanceTo(result.Buffer.End);
            return message;
        }
    }

    /// <summary>How many bytes prefix and message have, as far as is known: it is at least a prefix.</summary>
    private static long Check(ReadOnlySequence<byte> bytes, string? encoding, int? maxLength)
    {
        if (bytes.Length < WirePrefix.Length)
            return WirePrefix.Length;
        Span<byte> prefix = stackalloc byte[WirePrefix.Length];
        bytes.Slice(0, WirePrefix.Length).CopyTo(prefix);
        var length = WirePrefix.Length + (long)WirePrefix.Read(prefix, encoding, maxLength);
        return bytes.Length <= length ? length : throw Broken("more than one message came for a method that takes one");
    }

    private static RpcException Broken(string why) => new(new Status(StatusCode.Internal, why));
}
