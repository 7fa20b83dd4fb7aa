using System.Net.Sockets;
using System.Text;

namespace Coaster.Quota.Tests.Agents;

/// <summary>A socket that answers every question with the same bytes, and keeps the questions.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _served;

    internal Listener(string path, string answer)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.Listen();
        _served = Task.Run(() => ServeAsync(Encoding.UTF8.GetBytes(answer)));
    }

    internal List<string> Questions { get; } = [];

    public void Dispose()
    {
        _socket.Dispose();
        _served.GetAwaiter().GetResult();
    }

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using var peer = await _socket.AcceptAsync();
                using var reader = new StreamReader(new NetworkStream(peer));
                Questions.Add(await reader.ReadLineAsync() ?? "");
                await peer.SendAsync(answer);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // It was told to end.
        }
    }
}
