using System.Net.Sockets;
using System.Text;

namespace Coaster.Integration.Tests.Machine;

/// <summary>
/// Answers as an agent that is alive and does nothing: what holds a container by itself, and how that comes into it, can be seen without one.
/// </summary>
internal sealed class AgentStandIn : IDisposable
{
    private static readonly byte[] Alive = Encoding.UTF8.GetBytes("""{"ok":true,"version":1,"pid":1,"containers":[],"gpus":[]}""" + "\n");

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _served;

    public AgentStandIn(string stateDirectory)
    {
        Directory.CreateDirectory(stateDirectory);
        _socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(stateDirectory, "agent.sock")));
        _socket.Listen();
        _served = Task.Run(ServeAsync);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _served.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var peer = await _socket.AcceptAsync();
                await peer.ReceiveAsync(new byte[1 << 16]);
                await peer.SendAsync(Alive);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                if (_socket.SafeHandle.IsClosed)
                    return;
            }
        }
    }
}
