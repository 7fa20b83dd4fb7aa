using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A call that is being answered.</summary>
internal sealed partial class HttpContextServerCallContext : ServerCallContext, IDisposable
{
    private readonly HttpContext _http;
    private readonly GrpcServiceOptions _options;
    private readonly ResponseWriter _writer;
    private readonly CallDeadline _deadline;
    private readonly CancellationTokenSource _end;
    private Metadata? _requestHeaders;

    internal HttpContextServerCallContext(HttpContext http, GrpcServiceOptions options)
    {
        (_http, _options, _writer) = (http, options, new ResponseWriter(http.Response));
        _deadline = new CallDeadline(WireTimeout.Read(http.Request.Headers[WireNames.Timeout]));
        _end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _deadline.Token);
    }

    protected override string MethodCore => _http.Request.Path.Value ?? "";

    protected override string HostCore => _http.Request.Host.Value ?? "";

    protected override string PeerCore => _http.Connection.RemoteIpAddress is { } address ? $"{address}:{_http.Connection.RemotePort}" : "unix";

    protected override DateTime DeadlineCore => _deadline.At;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders();

    protected override CancellationToken CancellationTokenCore => _end.Token;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    public void Dispose()
    {
        _writer.Dispose();
        _end.Dispose();
        _deadline.Dispose();
    }

    private Metadata ReadHeaders()
    {
        var headers = new Metadata();
        foreach (var (name, values) in _http.Request.Headers)
            foreach (var value in values)
                WireMetadata.Read(headers, name, value ?? "");
        return headers;
    }
}
