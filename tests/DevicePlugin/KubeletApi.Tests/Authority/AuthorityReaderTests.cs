using System.IO.Pipelines;
using Coaster.KubeletApi.Authority;

namespace Coaster.KubeletApi.Tests.Authority;

public sealed class AuthorityReaderTests
{
    private static readonly string Dotted = Requests.Path.Replace('/', '.');

    [Fact]
    public void Literal_PathOfThirtyEightLetters_IsTheOneOfKubelet()
    {
        var literal = Requests.Literal(Requests.Path);
        Assert.Equal((38, "419D"), (Requests.Path.Length, Convert.ToHexString(literal[..2])));
        Assert.Equal(31, literal.Length);
    }

    [Fact]
    public async Task Read_EverySplit_ChangesTheAuthorityAlone()
    {
        var (sent, expected) = (Requests.Connection(Requests.Literal(Requests.Path)), Requests.Connection(Requests.Literal(Dotted)));
        for (var split = 0; split <= sent.Length; split++)
        {
            Assert.Equal(expected, await Passing.ThroughAsync(sent, [split]));
            Assert.Equal(expected, await Passing.ThroughAsync(sent, [split], isGreedy: false));
        }
    }

    [Fact]
    public async Task Read_ByteByByte_ChangesTheAuthorityAlone()
    {
        var sent = Requests.Connection(Requests.Literal(Requests.Path));
        Assert.Equal(Requests.Connection(Requests.Literal(Dotted)), await Passing.ThroughAsync(sent, [.. Enumerable.Repeat(1, sent.Length)]));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("//////////")]
    [InlineData("/run/x/ten.ai_mig-1g.18gb.me.sock")]
    [InlineData("/a:b&c!d'e#f$g^h<i~/")]
    public void Read_OtherPaths_ChangesEachSlash(string path)
    {
        Assert.Equal(
            Requests.Connection(Requests.Literal(path.Replace('/', '.'))), Passing.Through(Requests.Connection(Requests.Literal(path))));
        Assert.Equal(
            Requests.Connection(Requests.Literal(path.Replace('/', '.'), isIndexed: false)),
            Passing.Through(Requests.Connection(Requests.Literal(path, isIndexed: false))));
        Assert.Equal(
            Requests.Connection(Requests.PlainLiteral(path.Replace('/', '.'))), Passing.Through(Requests.Connection(Requests.PlainLiteral(path))));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("")]
    [InlineData("[::1]:8080")]
    [InlineData("a\\b/c")]
    public void Read_OtherNames_ChangesNothing(string name)
    {
        var sent = Requests.Connection(Requests.Literal(name));
        Assert.Equal(sent, Passing.Through(sent));
    }

    [Fact]
    public void Read_PaddingAndPriority_ChangesTheAuthorityAlone()
    {
        static byte[] Padded(string authority) => Requests.Frames(
            Requests.Frame(1, 0x2C, [3, 0, 0, 0, 0, 16, .. Requests.Block(Requests.Literal(authority)), 0x41, 1, (byte)'/']));

        Assert.Equal(Padded(Dotted), Passing.Through(Padded(Requests.Path)));
    }

    [Fact]
    public void Read_SecondRequest_IsNotTouched()
    {
        var second = Requests.Frame(1, 0x4, Requests.Block(Requests.Literal(Requests.Path)));
        Assert.Equal(
            [.. Requests.Connection(Requests.Literal(Dotted)), .. second], Passing.Through([.. Requests.Connection(Requests.Literal(Requests.Path)), .. second]));
    }

    public static TheoryData<string, byte[]> Odd => new()
    {
        { "goes on in another frame", Requests.Frames(Requests.Frame(1, 0, Requests.Block(Requests.Literal(Requests.Path)))) },
        { "another protocol", [.. "GET / HTTP/1.1\r\nHost: /a/b\r\n\r\n"u8] },
        { "a preface alone", [.. "PRI * HTTP/2.0\r\n"u8] },
        { "a frame too long", Requests.Frames([0xFF, 0xFF, 0xFF, 1, 4, 0, 0, 0, 1, .. Requests.Block(Requests.Literal(Requests.Path))]) },
        { "more padding than payload", Requests.Frames(Requests.Frame(1, 0xC, [0xFF, .. Requests.Block(Requests.Literal(Requests.Path))])) },
        { "no payload for the padding", Requests.Frames(Requests.Frame(1, 0xC, [])) },
        { "priority cut off", Requests.Frames(Requests.Frame(1, 0x24, [1, 2])) },
        { "a value longer than the block", Requests.Frames(Requests.Frame(1, 4, [0x83, 0x41, 0x7E, (byte)'/'])) },
        { "a length without an end", Requests.Frames(Requests.Frame(1, 4, [0x41, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, (byte)'/'])) },
        { "a name without a value", Requests.Frames(Requests.Frame(1, 4, [0x41])) },
        { "padding of the code that is none", Requests.Frames(Requests.Frame(1, 4, [0x41, 0x81, 0b01100000])) },
        { "a header frame cut off", Requests.Connection(Requests.Literal(Requests.Path))[..^3] },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void Read_OddConnection_ChangesNothing(string name, byte[] sent) => Assert.True(sent.SequenceEqual(Passing.Through(sent, 30)), name);

    [Fact]
    public void Read_ManyFramesFirst_GivesUp()
    {
        var pings = Enumerable.Range(0, 40).Select(_ => Requests.Frame(6, 0, new byte[8]));
        var sent = Requests.Frames([.. pings, Requests.Frame(1, 4, Requests.Block(Requests.Literal(Requests.Path)))]);
        Assert.Equal(sent, Passing.Through(sent));
    }

    [Fact]
    public async Task Read_HalfAFrame_ShowsWhatIsBeforeIt()
    {
        var sent = Requests.Connection(Requests.Literal(Requests.Path));
        var pipe = new Pipe();
        var reader = new AuthorityReader(pipe.Reader);
        await pipe.Writer.WriteAsync(sent.AsMemory(0, sent.Length - 1));
        var result = await reader.ReadAsync();
        Assert.Equal(24 + 9 + 13, result.Buffer.Length);
        reader.AdvanceTo(result.Buffer.End);
        Assert.False(reader.TryRead(out _));
        await pipe.Writer.WriteAsync(sent.AsMemory(sent.Length - 1));
        Assert.True(reader.TryRead(out result));
        Assert.Equal(sent.Length - 46, result.Buffer.Length);
        reader.AdvanceTo(result.Buffer.End);
    }
}
