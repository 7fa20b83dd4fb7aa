using System.Buffers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>A call that has begun: sends the request, reads the responses one by one, and knows in the end how it ended.</summary>
internal sealed class GrpcCall<TResponse> : IAsyncStreamReader<TResponse>, IDisposable
    where TResponse : class
{
    private readonly GrpcChannel _channel;
    private readonly Marshaller<TResponse> _marshaller;
    private readonly CallDeadline _deadline;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _ending;
    private readonly Task<HttpResponseMessage> _response;
    private TResponse? _current;
    private Status? _status;
    private bool _isDisposed;

    internal GrpcCall(GrpcChannel channel, CallOptions options, Marshaller<TResponse> marshaller, Func<HttpRequestMessage> request)
    {
        (_channel, _marshaller) = (channel, marshaller);
        _deadline = new CallDeadline(options.Deadline is { } at ? at - TimeProvider.System.GetUtcNow().UtcDateTime : null);
        _end = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, _deadline.Token);
        _ending = _end.Token;
        _response = MappedAsync(() => SendAsync(request));
    }

    public TResponse Current => _current ?? throw new InvalidOperationException("nothing has been read yet");

    internal Status Status => _status ?? throw new InvalidOperationException("the call has not ended");

    internal Metadata Trailers { get; private set; } = Metadata.Empty;

    /// <summary>Calls it off unless it has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _end.Cancel();
        _end.Dispose();
        _deadline.Dispose();
        if (_response.IsCompletedSuccessfully)
            _response.GetAwaiter().GetResult().Dispose();
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending, cancellationToken);
        var response = await _response;
        _current = await MappedAsync(() => ReadAsync(response, either.Token));
        return _current is not null;
    }

    internal async Task<Metadata> HeadersAsync() => CallResponse.MetadataOf((await _response).Headers);

    /// <summary>The one response; the call is over with it.</summary>
    internal async Task<TResponse> SingleAsync()
    {
        using (this)
        {
            if (!await MoveNext(CancellationToken.None))
                throw End(new Status(StatusCode.Internal, "the server sent no message"));
            var single = Current;
            return await MoveNext(CancellationToken.None) ? throw End(new Status(StatusCode.Internal, "the server sent more than one message")) : single;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request)
    {
        var response = await _channel.Http.SendAsync(request(), _ending);
        if (CallResponse.Problem(response) is not { } problem)
            return response;
        response.Dispose();
        throw End(problem);
    }

    private async Task<TResponse?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var encoding = response.Headers.TryGetValues(WireNames.Encoding, out var named) ? named.Last() : null;
        if (await ResponseReader.ReadAsync(body, encoding, _channel.Options.MaxReceiveMessageSize, cancellationToken) is { } payload)
            return MessageReader.Read(_marshaller, new ReadOnlySequence<byte>(payload));
        var (status, trailers) = CallResponse.EndOf(response);
        Trailers = trailers;
        return status.StatusCode == StatusCode.OK ? Ended(status) : throw End(status);
    }

    private async Task<T> MappedAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (RpcException error)
        {
            throw End(error.Status);
        }
        catch (Exception error) when (CallFailure.StatusOf(error, _deadline) is { } status)
        {
            throw End(status);
        }
    }

    private TResponse? Ended(Status status)
    {
        _status ??= status;
        return null;
    }

    private RpcException End(Status status)
    {
        _status ??= status;
        return new RpcException(status, Trailers);
    }
}
