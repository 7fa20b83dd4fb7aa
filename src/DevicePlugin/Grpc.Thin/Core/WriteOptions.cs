namespace Grpc.Core;

/// <summary>How messages are written.</summary>
/// <param name="flags">The ways.</param>
public sealed class WriteOptions(WriteFlags flags = default)
{
    /// <summary>The usual way: each message is sent at once.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>The ways.</summary>
    public WriteFlags Flags { get; } = flags;
}
