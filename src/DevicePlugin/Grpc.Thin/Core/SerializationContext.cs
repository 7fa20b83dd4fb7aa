using System.Buffers;

namespace Grpc.Core;

/// <summary>Takes the bytes of one message, in one of two ways: at once, or through a buffer writer.</summary>
public abstract class SerializationContext
{
    /// <summary>Takes the whole message; it ends with this.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>Where the message is written to; <see cref="Complete()"/> ends it.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Tells how many bytes the message will have.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends the message that was written to the buffer writer.</summary>
    public virtual void Complete() => throw new NotSupportedException();
}
