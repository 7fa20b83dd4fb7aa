using Coaster.BookingKeys.Verdicts;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys;

/// <summary>Tells whether the text of an annotation <c>ten.ai/booking</c> counts. May be used by several threads at once.</summary>
/// <param name="keys">The keys whose signatures count.</param>
public sealed class BookingVerifier(KeyRing keys)
{
    /// <summary>What the text says, if a key of the ring signed it for this pod and it is not older than what is known.</summary>
    /// <param name="text">The annotation's text; anybody who may change the pod may have written it.</param>
    /// <param name="pod">The pod that has the annotation.</param>
    public BookingVerdict Verify(string text, BookedPod pod)
    {
        if (text.Length > SignedBookingCodec.MaxLength)
            return new BookingRefused(BookingRefusal.TooLarge, $"the text is longer than {SignedBookingCodec.MaxLength / 1024} KiB");
        try
        {
            if (SignedBookingCodec.Decode(text) is not { } signed)
                return new BookingRefused(BookingRefusal.Unsigned, "it has no signature");
            var refused = CheckSignature(signed) ?? CheckPod(signed.Statement, pod) ?? CheckEpoch(signed.Statement, pod);
            return refused is not null ? refused : new BookingAccepted(signed.Statement);
        }
        catch (CodecException e)
        {
            return new BookingRefused(BookingRefusal.Malformed, e.Message);
        }
    }

    private BookingRefused? CheckSignature(SignedBooking signed)
    {
        var id = signed.Statement.KeyId;
        if (keys.Find(id) is not { } key)
            return new BookingRefused(BookingRefusal.UnknownKey, $"it is signed with the key {id}, which is none of ours");
        return key.Verifies(signed.Signed.Span, signed.Signature.Span)
            ? null
            : new BookingRefused(BookingRefusal.BadSignature, $"the key {id} did not sign this");
    }

    private static BookingRefused? CheckPod(BookingStatement statement, BookedPod pod)
    {
        if (statement.Booking.Owner != pod.Uid)
            return new BookingRefused(BookingRefusal.OtherPod, $"it is signed for the pod {statement.Booking.Owner}, and this is {pod.Uid}");
        if (statement.Node != pod.Node)
            return new BookingRefused(BookingRefusal.OtherNode, $"it is signed for the node {statement.Node}, and this is {pod.Node}");
        foreach (var container in statement.Booking.Containers)
            if (!pod.Containers.Contains(container.Container))
                return new BookingRefused(BookingRefusal.UnknownContainer, $"it names the container {container.Container}, which the pod does not have");
        return null;
    }

    /// <summary>The same statement again is no news; another one of the same number cannot be told from an older one.</summary>
    private static BookingRefused? CheckEpoch(BookingStatement statement, BookedPod pod)
    {
        if (pod.Known is not { } known || statement.Epoch > known.Epoch)
            return null;
        return statement.Epoch == known.Epoch && statement.Booking.Equals(known.Booking)
            ? null
            : new BookingRefused(BookingRefusal.StaleEpoch, $"it has epoch {statement.Epoch}, and epoch {known.Epoch} was seen already");
    }
}
