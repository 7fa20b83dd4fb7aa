namespace Coaster.BookingKeys.Verdicts;

/// <summary>What became of a pod's booking: <see cref="BookingAccepted"/> or <see cref="BookingRefused"/>.</summary>
public abstract record BookingVerdict
{
    private protected BookingVerdict()
    {
    }
}
