using Coaster.Kubelet.Events;

namespace Coaster.Kubelet.Sockets;

/// <summary>Whether kubelet's socket is there, and which it is.</summary>
internal sealed class KubeletPresence(KubeletFolder folder, Pulse changes, IKubeletEvents events)
{
    private bool _isAbsenceTold;

    public SocketIdentity? Now => SocketIdentity.Of(folder.KubeletSocket);

    /// <summary>Waits for kubelet's socket; null where the caller gives up first.</summary>
    public async Task<SocketIdentity?> WaitAsync(Func<bool> givesUp, CancellationToken cancellationToken)
    {
        while (!givesUp())
        {
            var next = changes.Next;
            if (Now is { } kubelet)
            {
                Volatile.Write(ref _isAbsenceTold, false);
                return kubelet;
            }

            if (!Interlocked.Exchange(ref _isAbsenceTold, true))
                events.Happened(new KubeletEvent(KubeletEventKind.Waiting, null, $"waiting for kubelet: there is no {folder.KubeletSocket}"));
            await next.WaitAsync(cancellationToken);
        }

        return null;
    }
}
