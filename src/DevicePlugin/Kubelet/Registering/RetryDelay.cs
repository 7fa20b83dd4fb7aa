using Coaster.Kubelet.Sockets;

namespace Coaster.Kubelet.Registering;

/// <summary>Waits that double up to a bound. With another kubelet they begin anew: what the one before did tells nothing of it.</summary>
internal sealed class RetryDelay(TimeSpan first, TimeSpan most)
{
    private (SocketIdentity Kubelet, TimeSpan Wait)? _next;

    /// <summary>Begins with the first wait again.</summary>
    public void Reset() => _next = null;

    /// <summary>The wait before this kubelet is told again.</summary>
    public TimeSpan Next(SocketIdentity kubelet)
    {
        var delay = _next is { } next && next.Kubelet == kubelet ? next.Wait : first;
        _next = (kubelet, delay * 2 < most ? delay * 2 : most);
        return delay;
    }
}
