namespace Grpc.Core;

/// <summary>A way to a server.</summary>
/// <param name="target">The server, as people name it.</param>
public abstract class ChannelBase(string target)
{
    /// <summary>The server, as people name it.</summary>
    public string Target { get; } = target;

    /// <summary>What makes calls over this way.</summary>
    public abstract CallInvoker CreateCallInvoker();
}
