using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeletApi.Tests.Authority;

public sealed class AuthorityReaderPropertyTests
{
    private static readonly Gen<byte> AnyByte = Gen.Choose(0, 255).Select(value => (byte)value);
    private static readonly Gen<int[]> Pieces = Gen.Choose(0, 40).ArrayOf(6);

    /// <summary>A good begin with anything after it, and good ones with one byte spoilt.</summary>
    private static readonly Gen<byte[]> Near =
        from good in Gen.Elements(Requests.Connection(Requests.Literal(Requests.Path)), Requests.Connection(Requests.PlainLiteral(Requests.Path)))
        from kept in Gen.Choose(0, good.Length)
        from rest in AnyByte.ArrayOf(60)
        from at in Gen.Choose(0, good.Length - 1)
        from other in AnyByte
        from isCut in Gen.Elements(true, false)
        select isCut ? [.. good[..kept], .. rest] : good.Select((value, index) => index == at ? other : value).ToArray();

    [Fact]
    public void Read_RandomBytes_ComeAsTheyAre() => Holds(AnyByte.ArrayOf(200), (sent, come) => sent.SequenceEqual(come));

    [Fact]
    public void Read_NearlyRight_KeepsTheLength() => Holds(Near, (sent, come) => sent.Length == come.Length);

    [Fact]
    public void Read_NearlyRight_ChangesNothingBeforeTheFirstRequest() => Holds(Near, (sent, come) => sent.Take(46).SequenceEqual(come.Take(46)));

    [Fact]
    public void Read_RandomHeaders_ChangesOnlySlashesOfALiteral() => Holds(
        AnyByte.ArrayOf(40).Select(block => Requests.Frames(Requests.Frame(1, 4, block))),
        (sent, come) => sent.SequenceEqual(come) || sent[(24 + 9 + 13 + 9)..].Any(value => value is 0x41 or 0x01 or 0x11));

    private static void Holds(Gen<byte[]> any, Func<byte[], byte[], bool> law) =>
        Prop.ForAll(
            (from sent in any from pieces in Pieces select (sent, pieces)).ToArbitrary(),
            given => law([.. given.sent], Passing.Through([.. given.sent], given.pieces))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
