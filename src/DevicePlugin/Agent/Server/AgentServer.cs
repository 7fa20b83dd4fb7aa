using System.Net.Sockets;
using Coaster.GpuModel;

namespace Coaster.Agent.Server;

/// <summary>
/// The agent's socket: one line in, one line out, then it is closed. Only root's processes are heard. Everybody is served at once, and whoever is slow is cut off.
/// </summary>
internal sealed class AgentServer : IAsyncDisposable
{
    private const int MostBytes = 64 << 10;
    private const int Backlog = 128;
    private static readonly TimeSpan ClientLimit = TimeSpan.FromSeconds(10);
    private readonly Socket _listener;
    private readonly string _path;
    private readonly Func<ReadOnlyMemory<byte>, Task<byte[]>> _answer;
    private readonly CancellationTokenSource _ended = new();
    private readonly HashSet<Task> _clients = [];
    private readonly Task _accepting;

    private AgentServer(Socket listener, string path, Func<ReadOnlyMemory<byte>, Task<byte[]>> answer)
    {
        (_listener, _path, _answer) = (listener, path, answer);
        _accepting = AcceptAsync();
    }

    /// <summary>Listens; what an agent that is gone left under that name is replaced.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="answer">Answers one line with one line.</param>
    /// <exception cref="CoasterException">It cannot be listened on.</exception>
    internal static AgentServer Start(string path, Func<ReadOnlyMemory<byte>, Task<byte[]>> answer)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(path);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(Backlog);
            return new AgentServer(listener, path, answer);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            listener.Dispose();
            throw new CoasterException($"cannot listen on {path}", error.Message.TrimEnd('.'), "Name another stateDirectory in the settings, and run it as root", error);
        }
    }

    /// <summary>Stops listening, and waits for the answers that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        File.Delete(_path);
        await _ended.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        Task[] clients;
        lock (_clients)
            clients = [.. _clients];
        await Task.WhenAll(clients).ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
            try
            {
                var client = await _listener.AcceptAsync(_ended.Token).ConfigureAwait(false);
                Serve(client);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // A client that went before it was accepted, or our own end: the loop tells them apart.
            }
    }

    private void Serve(Socket client)
    {
        var serving = Task.Run(() => ServeAsync(client));
        lock (_clients)
            _clients.Add(serving);
        _ = serving.ContinueWith(Forget, TaskScheduler.Default);
    }

    private void Forget(Task served)
    {
        lock (_clients)
            _clients.Remove(served);
    }

    private async Task ServeAsync(Socket client)
    {
        using var bound = new CancellationTokenSource(ClientLimit);
        using (client)
            try
            {
                if (!Peer.IsTrusted(client) || await LineReader.ReadAsync(client, MostBytes, bound.Token).ConfigureAwait(false) is not { } line)
                    return;
                var answer = (await _answer(line).ConfigureAwait(false)).AsMemory();
                // What we took for the answer is not the client's slowness.
                using var sending = new CancellationTokenSource(ClientLimit);
                while (!answer.IsEmpty)
                    answer = answer[await client.SendAsync(answer, sending.Token).ConfigureAwait(false)..];
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // It went away, or was too slow.
            }
    }
}
