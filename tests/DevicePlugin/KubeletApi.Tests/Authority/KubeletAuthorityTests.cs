using System.Net.Sockets;
using Coaster.KubeletApi.Authority;
using Coaster.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coaster.KubeletApi.Tests.Authority;

/// <summary>A real server, and a client that says what old kubelets say.</summary>
public sealed class KubeletAuthorityTests
{
    private const byte Headers = 1;
    private const byte GoAway = 7;
    private const byte Reset = 3;
    private const byte Status200 = 0x88;
    private const byte ProtocolError = 1;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Use_PathAsAuthority_IsAnswered()
    {
        var (type, payload) = await AskAsync(listen => listen.UseKubeletAuthority(), Requests.Literal(Requests.Path));
        Assert.Equal((Headers, Status200), (type, payload[0]));
    }

    [Fact]
    public async Task Use_NewKubelet_IsAnswered()
    {
        var (type, payload) = await AskAsync(listen => listen.UseKubeletAuthority(), Requests.Literal("localhost"));
        Assert.Equal((Headers, Status200), (type, payload[0]));
    }

    [Fact]
    public async Task Without_PathAsAuthority_IsRefused()
    {
        var (type, payload) = await AskAsync(_ => { }, Requests.Literal(Requests.Path));
        Assert.True(type is Reset or GoAway || payload[0] != Status200, $"frame {type}");
        if (type == Reset)
            Assert.Equal(ProtocolError, payload[3]);
    }

    [Fact]
    public async Task Use_SecondRequestThatNamesTheFirst_IsAnswered()
    {
        // After the first request the newest entry of the table, 62, is `te`, then comes the path, then the authority.
        byte[] second = [0x83, 0x86, 0xC0, 0x44, 1, (byte)'/'];
        var request = Requests.Frames(Requests.Frame(1, 0x5, Requests.Block(Requests.Literal(Requests.Path))), Requests.Frame(1, 0x5, second, stream: 3));
        var frames = await AskAsync(listen => listen.UseKubeletAuthority(), request, answers: 2);
        Assert.All(frames, frame => Assert.Equal(Headers, frame.Type));
    }

    private static async Task<(byte Type, byte[] Payload)> AskAsync(Action<ListenOptions> listen, byte[] authority) =>
        (await AskAsync(listen, Requests.Frames(Requests.Frame(1, 0x5, Requests.Block(authority))), answers: 1))[0];

    private static async Task<List<(byte Type, byte[] Payload)>> AskAsync(Action<ListenOptions> listen, byte[] request, int answers)
    {
        using var folder = new TempFolder();
        await using var server = await StartAsync(folder["a.sock"], listen);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder["a.sock"]));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(request);
        using var bound = new CancellationTokenSource(Bound);
        var frames = new List<(byte Type, byte[] Payload)>();
        while (frames.Count < answers)
        {
            var header = new byte[FrameHeader.Length];
            await stream.ReadExactlyAsync(header, bound.Token);
            var payload = new byte[FrameHeader.Read(header).PayloadLength];
            await stream.ReadExactlyAsync(payload, bound.Token);
            if (header[3] is Headers or GoAway or Reset)
                frames.Add((header[3], payload));
        }

        return frames;
    }

    private static async Task<WebApplication> StartAsync(string path, Action<ListenOptions> listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listen(options);
        }));
        var application = builder.Build();
        application.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
            return http.Response.CompleteAsync();
        });
        await application.StartAsync();
        return application;
    }
}
