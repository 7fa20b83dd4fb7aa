namespace Grpc.Core;

/// <summary>The base of generated clients.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>A client without a server, for those who replace its methods.</summary>
    protected ClientBase()
    {
    }

    /// <summary>A client that calls over that channel.</summary>
    protected ClientBase(ChannelBase channel)
        : base(channel.CreateCallInvoker())
    {
    }

    /// <summary>A client that calls by that invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>A client of that configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>Makes a client of that configuration.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
