using System.Net.Sockets;
using System.Text;
using Coaster.Agent.Server;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Server;

public sealed class AgentServerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();

    private string Path => _folder["agent.sock"];

    [RootFact]
    public async Task Start_ManyAtOnce_EachIsAnswered()
    {
        await using var server = AgentServer.Start(Path, Echo);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Factory.StartNew(
            () => Ask($"{number}\n"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}!"), answers);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [RootFact]
    public async Task Start_SomebodySaysNothing_OthersAreAnswered()
    {
        await using var server = AgentServer.Start(Path, Echo);
        var silent = Enumerable.Range(0, 50).Select(_ => Connect()).ToList();
        Assert.Equal("x!", Ask("x\n"));
        silent.ForEach(socket => socket.Dispose());
    }

    [RootTheory]
    [InlineData(64 << 10)]
    [InlineData(1 << 20)]
    public async Task Start_LineWithoutEnd_IsCutOff(int length)
    {
        await using var server = AgentServer.Start(Path, Echo);
        using var socket = Connect();
        var rest = Encoding.UTF8.GetBytes(new string('x', length)).AsMemory();
        try
        {
            while (!rest.IsEmpty)
                rest = rest[await socket.SendAsync(rest)..];
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
        }
        catch (SocketException error)
        {
            Assert.True(error.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown, error.Message);
        }

        Assert.Equal("x!", Ask("x\n"));
    }

    [RootFact]
    public async Task Start_SocketOfOneThatDied_IsReplaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            dead.Bind(new UnixDomainSocketEndPoint(Path));
        await using var server = AgentServer.Start(Path, Echo);
        Assert.Equal("x!", Ask("x\n"));
    }

    [RootFact]
    public async Task DisposeAsync_WhileAsked_EndsAndTakesItsSocketAway()
    {
        var server = AgentServer.Start(Path, Echo);
        using var waiting = Connect();
        await waiting.SendAsync("x"u8.ToArray());
        waiting.Dispose();
        await server.DisposeAsync();
        Assert.False(File.Exists(Path));
        Assert.Null(LocalSocket.Ask(Path, "x\n"u8, 100, Limit));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<byte[]> Echo(ReadOnlyMemory<byte> line) => Task.FromResult<byte[]>([.. line.Span, (byte)'!']);

    private string Ask(string line) => Encoding.UTF8.GetString(LocalSocket.Ask(Path, Encoding.UTF8.GetBytes(line), 1000, Limit)!);

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Path));
        return socket;
    }
}
