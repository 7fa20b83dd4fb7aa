namespace Coaster.GpuModel.Bookings;

/// <summary>A statement as it was found, with what is needed to tell whether its key signed it. Nothing of it may be believed before that.</summary>
/// <param name="statement">What the text says.</param>
/// <param name="signed">The bytes that the signature is over.</param>
/// <param name="signature">The signature: <see cref="SignedBookingCodec.SignatureBytes"/> bytes.</param>
public sealed class SignedBooking(BookingStatement statement, ReadOnlyMemory<byte> signed, ReadOnlyMemory<byte> signature)
{
    /// <summary>What the text says.</summary>
    public BookingStatement Statement => statement;

    /// <summary>The bytes that the signature is over: the text's own, up to the signature.</summary>
    public ReadOnlyMemory<byte> Signed => signed;

    /// <summary>The signature: two numbers of 32 bytes, most significant first (IEEE P1363).</summary>
    public ReadOnlyMemory<byte> Signature => signature;
}
