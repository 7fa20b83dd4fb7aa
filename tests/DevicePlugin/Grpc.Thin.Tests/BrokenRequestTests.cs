using Grpc.Core;
using Grpc.Wire;

namespace Coaster.Grpc.Thin.Tests;

/// <summary>What a server says to clients that break the protocol.</summary>
public sealed class BrokenRequestTests
{
    private static readonly (string, string) Gzip = ("grpc-encoding", "gzip");

    public static TheoryData<string, byte[], StatusCode> Bodies => new()
    {
        { "nothing", [], StatusCode.Internal },
        { "half a prefix", [0, 0, 0], StatusCode.Internal },
        { "half a message", [0, 0, 0, 0, 5, (byte)'x'], StatusCode.Internal },
        { "two messages", [0, 0, 0, 0, 1, (byte)'x', 0, 0, 0, 0, 1, (byte)'y'], StatusCode.Internal },
        { "compressed, nobody knows how", [1, 0, 0, 0, 1, (byte)'x'], StatusCode.Internal },
        { "a flag without a meaning", [2, 0, 0, 0, 1, (byte)'x'], StatusCode.Internal },
        { "4 GiB announced", [0, 255, 255, 255, 255], StatusCode.ResourceExhausted },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_BrokenMessage_IsRefused(string name, byte[] body, StatusCode code)
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        var response = await server.PostAsync(body);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.True(((int)code).ToString() == Header(response, "grpc-status"), name);
        Assert.NotEqual("", Header(response, "grpc-message"));
    }

    [Fact]
    public async Task Post_CompressedMessage_IsUnimplementedAndSaysWhatIsNot()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        var response = await server.PostAsync([1, 0, 0, 0, 1, (byte)'x'], Gzip);
        Assert.Equal("12", Header(response, "grpc-status"));
        Assert.Equal("identity", Header(response, "grpc-accept-encoding"));
    }

    [Fact]
    public async Task Post_PlainMessageOfAClientThatCanCompress_IsAnswered()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        var response = await server.PostAsync([0, 0, 0, 0, 1, (byte)'x'], Gzip, ("grpc-accept-encoding", "gzip"));
        Assert.Equal([0, 0, 0, 0, 1, (byte)'x'], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpcx")]
    [InlineData("text/plain")]
    public async Task Post_OtherContent_IsUnsupported(string type)
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        Assert.Equal(415, (int)(await server.PostAsync([], ("content-type", type))).StatusCode);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task Post_ContentWithFormat_IsAnswered(string type)
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        Assert.Equal("application/grpc", (await server.PostAsync([0, 0, 0, 0, 0], ("content-type", type))).Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("50 %")]
    [InlineData("%41 é \r\n \u0001")]
    public void Text_Any_ComesBack(string text)
    {
        Assert.Equal(text, WireText.Read(WireText.Write(text)));
        Assert.All(WireText.Write(text), letter => Assert.InRange(letter, ' ', '~'));
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : "";
}
