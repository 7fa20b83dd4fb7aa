using System.Text;
using Coaster.BookingKeys.Verdicts;
using Coaster.GpuModel.Bookings;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.BookingKeys.Tests;

public sealed class BookingVerifierPropertyTests : IDisposable
{
    private static readonly Gen<Booking> Bookings =
        from count in Gen.Choose(0, 3)
        from containers in Gen.CollectToArray(["setup", "main", "side"], Container)
        select new Booking(Pods.Uid, containers[..count]);

    private static readonly Gen<long> Epochs = Gen.Frequency(
        (4, Gen.Choose(1, 1000).Select(epoch => (long)epoch)), (1, Gen.Elements(1, int.MaxValue, BookingStatement.LastEpoch)));

    private readonly TestKey _key = new();
    private readonly TestKey _other = new();

    private BookingVerifier Verifier => new(TestKey.Ring(_key, _other));

    [Fact]
    public void Verify_WhatWasSigned_GivesItBack()
    {
        var verifier = Verifier;
        Prop.ForAll(Bookings.Zip(Epochs).ToArbitrary(), signed =>
        {
            var (booking, epoch) = signed;
            var text = _key.Signer.Sign(booking, Pods.Node, epoch);
            return verifier.Verify(text, Pods.New).Accepted().Equals(new BookingStatement(booking, Pods.Node, epoch, _key.Signer.KeyId))
                && BookingCodec.Decode(text).Equals(booking);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Not even as the same booking: the signature has one form, and what it is over has one too.</summary>
    [Fact]
    public void Verify_AnyCharacterChanged_IsRefused()
    {
        var (verifier, text) = (Verifier, _key.Signer.Sign(Pods.Booking, Pods.Node, 8));
        for (var at = 0; at < text.Length; at++)
            for (var bit = 0; bit < 8; bit++)
                Assert.IsType<BookingRefused>(verifier.Verify(Flip(text, at, bit), Pods.New));
    }

    [Fact]
    public void Verify_Mutated_IsRefused()
    {
        var (verifier, text) = (Verifier, _key.Signer.Sign(Pods.Booking, Pods.Node, 8));
        var mutations =
            from at in Gen.Choose(0, text.Length - 1)
            from size in Gen.Choose(1, 12)
            from put in ArbMap.Default.ArbFor<string>().Generator.Where(put => put is not null)
            select string.Concat(text.AsSpan(0, at), put, text.AsSpan(Math.Min(text.Length, at + size)));
        Prop.ForAll(mutations.Where(mutated => mutated != text).ToArbitrary(), mutated => verifier.Verify(mutated, Pods.New) is BookingRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Verify_PartsOfTwoSignedTexts_IsRefused()
    {
        var (verifier, first, second) = (Verifier, _key.Signer.Sign(Pods.Of(1024), Pods.Node, 8), _key.Signer.Sign(Pods.Of(2048), Pods.Node, 8));
        Assert.Equal(first.Length, second.Length);
        var differing = Enumerable.Range(0, first.Length).First(at => first[at] != second[at]);
        for (var cut = differing + 1; cut < first.Length - 86; cut++)
            Assert.Equal(BookingRefusal.BadSignature, verifier.Verify(first[..cut] + second[cut..], Pods.New).Refusal());
    }

    [Fact]
    public void Verify_AnyText_IsRefused()
    {
        var verifier = Verifier;
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || verifier.Verify(text, Pods.New) is BookingRefused { Why.Length: > 0 })
            .QuickCheckThrowOnFailure();
    }

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    private static Gen<ContainerBooking> Container(string name) =>
        from kind in Gen.Elements(Enum.GetValues<BookingKind>())
        from tier in Gen.Elements(Enum.GetValues<EnforcementTier>())
        from limit in Gen.Elements(Enum.GetValues<CoreLimit>())
        from memory in Gen.Choose(1, 200_000)
        from core in Gen.Choose(0, 100)
        from mig in Gen.Elements(null, "MIG-5e6f")
        select new ContainerBooking(name, kind, tier, limit, [new GpuGrant("GPU-1a2b", mig, memory, core)]);

    private static string Flip(string text, int at, int bit)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        bytes[at] ^= (byte)(1 << bit);
        return Encoding.Latin1.GetString(bytes);
    }
}
