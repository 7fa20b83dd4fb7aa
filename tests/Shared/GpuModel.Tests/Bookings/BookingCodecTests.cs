using Coaster.GpuModel.Bookings;
using Coaster.Testing;
using FsCheck.Fluent;
using FsCheck;

namespace Coaster.GpuModel.Tests.Bookings;

public sealed class BookingCodecTests
{
    private const string Format = "booking";

    public static TheoryData<string> Cases => GoldenCases.Of(Format);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_GoldenCase_IsAsWritten(string name) =>
        GoldenCases.Check(Format, name, text => BookingCodec.Encode(BookingCodec.Decode(text)));

    [Fact]
    public void Decode_Share_HasEveryValueInItsPlace()
    {
        var share = new ContainerBooking(
            "main", BookingKind.Share, EnforcementTier.Driver, CoreLimit.Hard, [new GpuGrant("GPU-1a2b", null, 8192, 30)]);
        var mig = new ContainerBooking(
            "side", BookingKind.Open, EnforcementTier.Mig, CoreLimit.Soft, [new GpuGrant("GPU-3c4d", "MIG-5e6f", 16_384, 0)]);
        Assert.Equal(new Booking("0d9f2c1e-7d4b", [share, mig]), BookingCodec.Decode(GoldenCases.Input(Format, "every-field")));
    }

    [Fact]
    public void Decode_Oversubscribed_IsEveryPart()
    {
        Assert.Equal(Oversubscription.Core | Oversubscription.Memory, BookingCodec.Decode(GoldenCases.Input(Format, "oversubscribed")).Containers[0].Oversubscribed);
        Assert.Equal(Oversubscription.None, BookingCodec.Decode(GoldenCases.Input(Format, "priority-and-weakest")).Containers[0].Oversubscribed);
    }

    [Fact]
    public void Decode_Encoded_GivesItBack() =>
        Prop.ForAll(Generators.Booking.ToArbitrary(), booking => BookingCodec.Decode(BookingCodec.Encode(booking)).Equals(booking))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_MutatedText_GivesABookingOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(GoldenCases.Input(Format, "every-field")).ToArbitrary(), IsBookingOrRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Decode_RandomBytes_GivesTheDeclaredException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsBookingOrRefused).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_WrongField_IsNamedByItsPath() =>
        Assert.Equal(
            "containers[0].grants[0].core",
            Assert.Throws<CodecException>(() => BookingCodec.Decode(GoldenCases.Input(Format, "core-above-100"))).Path);

    private static bool IsBookingOrRefused(byte[] bytes)
    {
        try
        {
            var booking = BookingCodec.Decode(bytes);
            return BookingCodec.Decode(BookingCodec.Encode(booking)).Equals(booking)
                && Identifiers.IsName(booking.Owner)
                && booking.Containers.SelectMany(container => container.Grants).All(grant => grant is { MemoryMiB: >= 0, CorePercent: >= 0 and <= 100 });
        }
        catch (CodecException e)
        {
            return e.Message.Length > 0;
        }
    }
}
