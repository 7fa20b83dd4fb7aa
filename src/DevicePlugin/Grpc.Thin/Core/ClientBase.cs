namespace Grpc.Core;

/// <summary>What generated clients have in common.</summary>
public abstract class ClientBase
{
    private readonly ClientBaseConfiguration? _configuration;

    /// <summary>A client without a server, for those who replace its methods.</summary>
    protected ClientBase()
    {
    }

    /// <summary>A client that calls by that invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker))
    {
    }

    /// <summary>A client of that configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration) => _configuration = configuration;

    /// <summary>What makes the calls.</summary>
    protected CallInvoker CallInvoker => _configuration?.CallInvoker ?? throw new InvalidOperationException("this client has no server");

    /// <summary>What a client is made of.</summary>
    protected internal sealed class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker callInvoker) => CallInvoker = callInvoker;

        internal CallInvoker CallInvoker { get; }
    }
}
