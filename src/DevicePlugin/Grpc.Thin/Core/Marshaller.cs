namespace Grpc.Core;

/// <summary>Writes and reads one kind of message.</summary>
/// <param name="contextualSerializer">Writes into the context.</param>
/// <param name="contextualDeserializer">Reads from the context.</param>
public sealed class Marshaller<T>(Action<T, SerializationContext> contextualSerializer, Func<DeserializationContext, T> contextualDeserializer)
{
    /// <summary>Writes into the context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; } = contextualSerializer;

    /// <summary>Reads from the context.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; } = contextualDeserializer;
}
