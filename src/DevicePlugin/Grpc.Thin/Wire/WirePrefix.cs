using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>What stands before each message: whether it is compressed, and its length in bytes, big-endian.</summary>
internal static class WirePrefix
{
    internal const int Length = 5;

    internal static void Write(Span<byte> prefix, int length)
    {
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], length);
    }

    /// <summary>The length of the message that follows.</summary>
    /// <param name="prefix">The five bytes.</param>
    /// <param name="encoding">The encoding that the sender named, or null.</param>
    /// <param name="maxLength">The longest message that is taken, in bytes; null for any.</param>
    /// <exception cref="RpcException">The message is compressed, too long, or none at all.</exception>
    internal static int Read(ReadOnlySpan<byte> prefix, string? encoding, int? maxLength)
    {
        if (prefix[0] != 0)
            throw Refusal(prefix[0], encoding);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return length <= (uint)(maxLength ?? int.MaxValue)
            ? (int)length
            : throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"a message of {length} bytes came, and {maxLength ?? int.MaxValue} is the most that is taken"));
    }

    private static RpcException Refusal(byte flag, string? encoding)
    {
        if (flag != 1)
            return new RpcException(new Status(StatusCode.Internal, $"the compression flag of a message is {flag}, and only 0 and 1 mean something"));
        if (encoding is null or WireNames.Identity)
            return new RpcException(new Status(StatusCode.Internal, $"a message is compressed, and {WireNames.Encoding} does not say how"));
        var trailers = new Metadata { { WireNames.AcceptEncoding, WireNames.Identity } };
        return new RpcException(new Status(StatusCode.Unimplemented, $"messages compressed by {encoding} are not understood"), trailers);
    }
}
