using System.Net.Sockets;
using System.Text;
using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class LocalSocketTests : IDisposable
{
    private const int ETIMEDOUT = 110;
    private readonly TempFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private string Path => _folder["socket"];

    [Fact]
    public async Task Ask_Answer_IsTakenToItsEnd()
    {
        var long1 = new string('x', 300_000);
        var served = ServeAsync([long1, "end"]);
        Assert.Equal(long1 + "end", Encoding.UTF8.GetString(Ask(1 << 20)!));
        Assert.Equal("question", await served);
    }

    [Fact]
    public void Ask_NobodyListens_IsNull()
    {
        Assert.Null(Ask(10));
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        Assert.Null(Ask(10));
    }

    [Fact]
    public void Ask_ListenerThatSaysNothing_TimesOut()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        Assert.Equal(ETIMEDOUT, Assert.Throws<PosixException>(() => Ask(10, TimeSpan.FromMilliseconds(20))).Errno);
    }

    [Fact]
    public async Task Ask_AnswerThatIsTooLong_IsRefused()
    {
        var served = ServeAsync(["0123456789x"]);
        Assert.Contains("more than 10 bytes", Assert.Throws<PosixException>(() => Ask(10)).Message, StringComparison.Ordinal);
        await served;
    }

    [Fact]
    public void Ask_NameThatIsTooLong_IsRefused() =>
        Assert.Contains("107", Assert.Throws<PosixException>(() => LocalSocket.Ask("/" + new string('x', 107), "q"u8, 1, TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    private byte[]? Ask(int most, TimeSpan? limit = null) => LocalSocket.Ask(Path, "question"u8, most, limit ?? TimeSpan.FromMinutes(1));

    private Task<string> ServeAsync(string[] parts)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        return Task.Run(async () =>
        {
            using var peer = await _listener.AcceptAsync();
            var buffer = new byte[100];
            var count = await peer.ReceiveAsync(buffer);
            foreach (var part in parts)
                await peer.SendAsync(Encoding.UTF8.GetBytes(part));
            return Encoding.UTF8.GetString(buffer, 0, count);
        });
    }
}
