using Coaster.BookingKeys.Verdicts;
using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys.Tests;

public sealed class BookingVerifierTests : IDisposable
{
    private readonly TestKey _old = new();
    private readonly TestKey _new = new();

    [Fact]
    public void Verify_Signed_SaysWhatWasSigned()
    {
        var statement = Verify(_new.Signer.Sign(Pods.Booking, Pods.Node, 8), TestKey.Ring(_new)).Accepted();
        Assert.Equal(new BookingStatement(Pods.Booking, Pods.Node, 8, _new.Signer.KeyId), statement);
    }

    [Fact]
    public void Verify_WhileKeysAreRotated_CountsOldAndNewUntilTheOldIsRemoved()
    {
        var (before, after) = (_old.Signer.Sign(Pods.Booking, Pods.Node, 1), _new.Signer.Sign(Pods.Booking, Pods.Node, 1));
        var rings = new[] { TestKey.Ring(_old), TestKey.Ring(_old, _new), TestKey.Ring(_new) };
        Assert.Equal([true, true, false], rings.Select(ring => Verify(before, ring) is BookingAccepted));
        Assert.Equal([false, true, true], rings.Select(ring => Verify(after, ring) is BookingAccepted));
        Assert.Equal(BookingRefusal.UnknownKey, Verify(before, rings[2]).Refusal());
    }

    [Fact]
    public void Verify_EmptyRing_KnowsNoKey() =>
        Assert.Equal(BookingRefusal.UnknownKey, Verify(_new.Signer.Sign(Pods.Booking, Pods.Node, 1), TestKey.Ring(Array.Empty<TestKey>())).Refusal());

    [Theory]
    [InlineData(6, 4096, false)]
    [InlineData(7, 4096, true)]
    [InlineData(7, 8192, false)]
    [InlineData(8, 8192, true)]
    public void Verify_EpochBesideSeven_CountsWhenItIsLaterOrTheSameAgain(long epoch, long memoryMiB, bool counts)
    {
        var text = _new.Signer.Sign(Pods.Of(memoryMiB), Pods.Node, epoch);
        Assert.Equal(counts, new BookingVerifier(TestKey.Ring(_new)).Verify(text, Pods.Seen) is BookingAccepted);
    }

    [Fact]
    public void Verify_SameAgainBySecondKey_StillCounts() =>
        Assert.IsType<BookingAccepted>(new BookingVerifier(TestKey.Ring(_old, _new)).Verify(_old.Signer.Sign(Pods.Booking, Pods.Node, 7), Pods.Seen));

    [Theory]
    [InlineData(200 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(SignedBookingCodec.MaxLength + 1)]
    public void Verify_LargeText_IsRefusedWithoutACopy(int length)
    {
        var verifier = new BookingVerifier(TestKey.Ring(_new));
        var text = (_new.Signer.Sign(Pods.Booking, Pods.Node, 1) + new string(' ', length))[..length];
        verifier.Verify(text, Pods.New);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = verifier.Verify(text, Pods.New);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal(new BookingRefused(BookingRefusal.TooLarge, "the text is longer than 64 KiB"), verdict);
    }

    [Fact]
    public void Verify_LargestText_IsReadToItsEnd()
    {
        var text = "{" + new string(' ', SignedBookingCodec.MaxLength - 2) + "x";
        Assert.Equal(new BookingRefused(BookingRefusal.Malformed, $"the text is not JSON at line 1, byte {text.Length}"), Verify(text, TestKey.Ring(_new)));
    }

    [Fact]
    public void Verify_DeepNesting_IsMalformed() =>
        Assert.Equal(BookingRefusal.Malformed, Verify("{\"x\":" + new string('[', 60_000), TestKey.Ring(_new)).Refusal());

    [Fact]
    public void Verify_ByManyThreads_AnswersAll()
    {
        var verifier = new BookingVerifier(TestKey.Ring(_new));
        var verdicts = Enumerable.Range(1, 200).AsParallel()
            .Select(epoch => verifier.Verify(_new.Signer.Sign(Pods.Booking, Pods.Node, epoch), Pods.New).Accepted().Epoch);
        Assert.Equal(Enumerable.Range(1, 200).Select(epoch => (long)epoch), verdicts.Order());
    }

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }

    private static BookingVerdict Verify(string text, KeyRing ring) => new BookingVerifier(ring).Verify(text, Pods.New);
}
