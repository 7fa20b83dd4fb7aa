using Grpc.Core;
using Grpc.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed partial class HttpContextServerCallContext
{
    /// <summary>Answers, and ends the call as the answer says; at the deadline the client hears so, whatever the service still does.</summary>
    internal async Task RunAsync(Func<HttpContextServerCallContext, Task> answer)
    {
        var ending = EndingAsync(answer);
        await Task.WhenAny(ending, _deadline.Passing);
        if (!ending.IsCompleted)
            await _writer.EndAsync(CallDeadline.Exceeded, Metadata.Empty);
        await _writer.EndAsync(await ending, ResponseTrailers);
    }

    internal Task<T> ReadAsync<T>(Marshaller<T> marshaller) =>
        RequestReader.ReadAsync(_http.Request, marshaller, _options.MaxReceiveMessageSize, CancellationToken);

    internal Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => _writer.WriteAsync(message, cancellationToken);

    private async Task<Status> EndingAsync(Func<HttpContextServerCallContext, Task> answer)
    {
        try
        {
            await answer(this);
            return Status;
        }
        catch (RpcException error)
        {
            foreach (var entry in error.Trailers)
                ResponseTrailers.Add(entry);
            return error.Status;
        }
        catch (OperationCanceledException) when (CancellationToken.IsCancellationRequested)
        {
            return _deadline.HasPassed ? CallDeadline.Exceeded : Status.DefaultCancelled;
        }
        catch (Exception error)
        {
            return Thrown(error);
        }
    }

    private Status Thrown(Exception error)
    {
        _http.RequestServices.GetService<ILogger<HttpContextServerCallContext>>()?.LogError(error, "{Method} threw", Method);
        var more = _options.EnableDetailedErrors == true ? $" {error.GetType().Name}: {error.Message}" : "";
        return new Status(StatusCode.Unknown, "Exception was thrown by handler." + more, error);
    }
}
