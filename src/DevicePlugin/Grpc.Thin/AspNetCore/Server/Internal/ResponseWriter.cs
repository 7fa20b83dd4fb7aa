using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Writes messages and then the status: one at a time, and nothing after the status.</summary>
internal sealed class ResponseWriter(HttpResponse response) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private bool _hasEnded;

    public void Dispose() => _turn.Dispose();

    /// <summary>Writes a message and flushes it.</summary>
    /// <exception cref="InvalidOperationException">The call has ended.</exception>
    internal async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_hasEnded)
                throw new InvalidOperationException("the call has ended: nothing can be written any more");
            await response.BodyWriter.WriteAsync(message, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the call; the first end counts.</summary>
    internal async Task EndAsync(Status status, Metadata trailers)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (!_hasEnded)
                await SendAsync(status, trailers);
        }
        finally
        {
            _hasEnded = true;
            _turn.Release();
        }
    }

    /// <summary>Where nothing has been sent, a bad end is in the headers: the protocol calls that Trailers-Only.</summary>
    private async Task SendAsync(Status status, Metadata trailers)
    {
        if (status.StatusCode == StatusCode.OK || response.HasStarted)
        {
            await response.StartAsync(CancellationToken.None);
            Put(status, trailers, (name, value) => response.AppendTrailer(name, value));
        }
        else
        {
            Put(status, trailers, (name, value) => response.Headers.Append(name, value));
        }

        await response.CompleteAsync();
    }

    private static void Put(Status status, Metadata trailers, Action<string, string> put)
    {
        foreach (var entry in trailers)
            put(entry.Key, WireMetadata.Write(entry));
        put(WireNames.Status, ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture));
        if (status.Detail.Length > 0)
            put(WireNames.Message, WireText.Write(status.Detail));
    }
}
