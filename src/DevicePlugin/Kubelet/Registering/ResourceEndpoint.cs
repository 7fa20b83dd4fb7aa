using Coaster.Kubelet.Allocation;
using Coaster.Kubelet.Events;
using Coaster.Kubelet.Figures;
using Coaster.Kubelet.Serving;
using Coaster.Kubelet.Sockets;
using Grpc.Core;

namespace Coaster.Kubelet.Registering;

/// <summary>Keeps one resource registered: serves, tells kubelet, and begins anew whenever kubelet does not listen any more.</summary>
internal sealed class ResourceEndpoint(
    KubeletFolder folder, DeviceFeed feed, ResourceAnswers answers, ResourceFigures figures, KubeletPresence kubelet, Pulse changes,
    KubeletTimings timings, TimeProvider time)
{
    private readonly RetryDelay _retry = new(timings.FirstRetry, timings.MaxRetry);
    private readonly string _path = folder.SocketOf(figures.Resource);

    /// <summary>Runs until it is called off, or the resource has long had no devices.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await kubelet.WaitAsync(IsClosed, cancellationToken) is { } found)
            {
                await TryServeAsync(found, cancellationToken);
                await PauseAsync(found, cancellationToken);
            }

            figures.Tell(KubeletEventKind.Closed, $"{figures.Resource} has no devices any more");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private bool IsClosed() => feed.TryClose(timings.CloseAfter);

    private async Task TryServeAsync(SocketIdentity found, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(found, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            figures.Failed(KubeletEventKind.Failed, $"cannot register {figures.Resource} with kubelet: {ReasonOf(error)}");
        }
    }

    /// <summary>Serves before it registers: kubelet dials back within the call.</summary>
    private async Task ServeAsync(SocketIdentity found, CancellationToken cancellationToken)
    {
        var streams = new StreamTrace();
        await using var socket = new ServedSocket(_path, stopping => new DevicePluginService(feed, answers, streams, stopping));
        await socket.ServeAsync(cancellationToken);
        await RegisterAsync(cancellationToken);
        if (!await streams.Begun.ForAsync(timings.StreamBound, time, cancellationToken))
            throw new IOException("it took the registration, and does not listen to the devices");
        _retry.Reset();
        figures.Registered(feed.Current.Resource.Devices.Count);
        try
        {
            if (await LossAsync(found, socket, streams, cancellationToken) is { } loss)
                figures.Tell(KubeletEventKind.Lost, $"kubelet does not listen to {figures.Resource} any more: {loss}");
        }
        finally
        {
            figures.Unregistered();
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timings.RegisterBound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await Registrar.RegisterAsync(folder, figures.Resource, either.Token);
    }

    /// <summary>Waits until kubelet has to be told again, and says why; null when it is to forget the resource.</summary>
    private async Task<string?> LossAsync(SocketIdentity found, ServedSocket socket, StreamTrace streams, CancellationToken cancellationToken)
    {
        while (!IsClosed())
        {
            var next = changes.Next;
            if (kubelet.Now is { } now && now != found)
                return "it started anew";
            if (streams.Ended.IsCompleted)
                return "the stream ended";
            if (!socket.IsThere)
                await RestoreAsync(socket, cancellationToken);
            await Task.WhenAny(next, streams.Ended).WaitAsync(cancellationToken);
        }

        return null;
    }

    private async Task RestoreAsync(ServedSocket socket, CancellationToken cancellationToken)
    {
        figures.Tell(KubeletEventKind.Restored, $"the socket of {figures.Resource} was removed: it is made again");
        await socket.ServeAsync(cancellationToken);
    }

    /// <summary>Another kubelet than before is told at once: it knows nothing of what was.</summary>
    private async Task PauseAsync(SocketIdentity before, CancellationToken cancellationToken)
    {
        var (delay, start) = (_retry.Next(before), time.GetTimestamp());
        while (true)
        {
            var next = changes.Next;
            var left = delay - time.GetElapsedTime(start);
            if (IsClosed() || kubelet.Now != before || left <= TimeSpan.Zero)
                return;
            await next.ForAsync(left, time, cancellationToken);
        }
    }

    private static string ReasonOf(Exception error) => error switch
    {
        RpcException { StatusCode: StatusCode.Cancelled } => "it does not answer",
        RpcException { Status: { Detail.Length: > 0 } status } => $"{status.StatusCode}: {status.Detail}",
        _ => error.Message,
    };
}
