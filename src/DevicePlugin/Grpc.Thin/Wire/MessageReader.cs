using System.Buffers;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Gives the bytes of one message.</summary>
internal sealed class MessageReader(ReadOnlySequence<byte> payload) : DeserializationContext
{
    public override int PayloadLength => (int)payload.Length;

    /// <summary>The message that the bytes mean.</summary>
    /// <exception cref="RpcException">They mean none.</exception>
    internal static T Read<T>(Marshaller<T> marshaller, ReadOnlySequence<byte> payload)
    {
        try
        {
            return marshaller.ContextualDeserializer(new MessageReader(payload));
        }
        catch (Exception error)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"a message cannot be read: {error.Message}", error));
        }
    }

    public override byte[] PayloadAsNewBuffer() => payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;
}
