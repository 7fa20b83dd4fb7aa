using System.Text;
using Coaster.GpuModel.Bookings;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.GpuModel.Tests.Bookings;

public sealed class SignedBookingCodecTests
{
    private const string Format = "signed-booking";

    private static readonly Gen<BookingStatement> Statements =
        from booking in Generators.Booking
        from node in Gen.Elements("node-1", "gpu-7.example.com", "n")
        from epoch in Gen.Elements(1, 8, BookingStatement.LastEpoch)
        from key in Gen.Elements("0123456789abcdef", "0000000000000000")
        select new BookingStatement(booking, node, epoch, key);

    private static readonly Gen<byte[]> Signatures = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(SignedBookingCodec.SignatureBytes);

    public static TheoryData<string> Cases => GoldenCases.Of(Format);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_GoldenCase_IsAsWritten(string name) => GoldenCases.Check(Format, name, text =>
    {
        var signed = SignedBookingCodec.Decode(text.TrimEnd('\n'))!;
        return SignedBookingCodec.Encode(SignedBookingCodec.EncodeUnsigned(signed.Statement), signed.Signature.Span);
    });

    [Fact]
    public void Decode_GoldenCase_HasEveryValueInItsPlace()
    {
        var text = GoldenCases.Input(Format, "every-field").TrimEnd('\n');
        var signed = SignedBookingCodec.Decode(text)!;
        Assert.Equal(("node-1.example", 8, "fcfda4a08f17fb30"), (signed.Statement.Node, signed.Statement.Epoch, signed.Statement.KeyId));
        Assert.Equal(BookingCodec.Decode(text), signed.Statement.Booking);
        Assert.Equal(text[..text.IndexOf(",\"sig\"", StringComparison.Ordinal)], Encoding.ASCII.GetString(signed.Signed.Span));
    }

    [Fact]
    public void Decode_Encoded_GivesStatementSignatureAndSignedBytesBack() =>
        Prop.ForAll(Statements.Zip(Signatures).ToArbitrary(), written =>
        {
            var (statement, signature) = written;
            var unsigned = SignedBookingCodec.EncodeUnsigned(statement);
            var read = SignedBookingCodec.Decode(SignedBookingCodec.Encode(unsigned, signature))!;
            return read.Statement.Equals(statement)
                && read.Signature.Span.SequenceEqual(signature)
                && Encoding.UTF8.GetString(read.Signed.Span) == unsigned;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_MutatedText_IsSignedOverItsOwnBytesOrRefused() =>
        Prop.ForAll(Mutations.Of(GoldenCases.Input(Format, "every-field").TrimEnd('\n')).ToArbitrary(), IsConsistentOrRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Decode_WithoutSignature_IsNull()
    {
        Assert.Null(SignedBookingCodec.Decode(BookingCodec.Encode(new Booking("pod", []))));
        Assert.Null(SignedBookingCodec.Decode("{\"v\":1,\"sig\":null}"));
    }

    [Theory]
    [InlineData(SignedBookingCodec.MaxLength + 1)]
    [InlineData(200 * 1024)]
    [InlineData(1024 * 1024)]
    public void Decode_LargeText_IsRefusedUnread(int length) =>
        Assert.Equal("the text is longer than 64 KiB", Assert.Throws<CodecException>(() => SignedBookingCodec.Decode(new string(' ', length))).Message);

    [Theory]
    [InlineData("{\"v\":1,\"node\":\"é\"}")]
    [InlineData("{\"v\":1,\"node\":\"日\"}")]
    public void Decode_NotAscii_IsRefused(string text) =>
        Assert.Equal("the text is not ASCII", Assert.Throws<CodecException>(() => SignedBookingCodec.Decode(text)).Message);

    /// <summary>The parts of the text are all of it: what is signed, and the signature in its one form.</summary>
    private static bool IsConsistentOrRefused(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        try
        {
            return SignedBookingCodec.Decode(text) is not { } signed
                || SignedBookingCodec.Encode(Encoding.ASCII.GetString(signed.Signed.Span), signed.Signature.Span) == text;
        }
        catch (CodecException e)
        {
            return e.Message.Length > 0;
        }
    }
}
