namespace Grpc.Core;

/// <summary>What a service knows of the call that it answers.</summary>
public abstract class ServerCallContext
{
    /// <summary>The path of the method.</summary>
    public string Method => MethodCore;

    /// <summary>The host that the client named.</summary>
    public string Host => HostCore;

    /// <summary>Who calls.</summary>
    public string Peer => PeerCore;

    /// <summary>When the client gives up, in UTC; <see cref="DateTime.MaxValue"/> when it never does.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>What the client sent beside the request.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Says when nobody waits any more: the client has gone, or its deadline has passed.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>What the client gets after the responses.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>How the call ends, unless the service throws.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    protected abstract string MethodCore { get; }

    protected abstract string HostCore { get; }

    protected abstract string PeerCore { get; }

    protected abstract DateTime DeadlineCore { get; }

    protected abstract Metadata RequestHeadersCore { get; }

    protected abstract CancellationToken CancellationTokenCore { get; }

    protected abstract Metadata ResponseTrailersCore { get; }

    protected abstract Status StatusCore { get; set; }
}
