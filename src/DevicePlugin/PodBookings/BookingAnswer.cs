namespace Coaster.PodBookings;

/// <summary>What a container holds: <see cref="ContainerBooked"/>, <see cref="HoldsNothing"/> or <see cref="NotBooked"/>.</summary>
public abstract record BookingAnswer
{
    private protected BookingAnswer()
    {
    }
}
