using System.Buffers;
using System.Runtime.InteropServices;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Makes the bytes of one message, its prefix before it.</summary>
internal sealed class MessageWriter : SerializationContext
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    private MessageWriter()
    {
        _bytes.GetSpan(WirePrefix.Length);
        _bytes.Advance(WirePrefix.Length);
    }

    /// <summary>The message with its prefix.</summary>
    /// <exception cref="RpcException">It is longer than may be sent.</exception>
    internal static ReadOnlyMemory<byte> Write<T>(Marshaller<T> marshaller, T message, int? maxLength)
    {
        var writer = new MessageWriter();
        marshaller.ContextualSerializer(message, writer);
        var length = writer._bytes.WrittenCount - WirePrefix.Length;
        if (length > maxLength)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, $"a message has {length} bytes, and {maxLength} is the most that is sent"));
        var bytes = MemoryMarshal.AsMemory(writer._bytes.WrittenMemory);
        WirePrefix.Write(bytes.Span, length);
        return bytes;
    }

    public override void SetPayloadLength(int payloadLength) => _bytes.GetSpan(payloadLength);

    public override IBufferWriter<byte> GetBufferWriter() => _bytes;

    public override void Complete(byte[] payload) => _bytes.Write(payload);

    public override void Complete()
    {
    }
}
