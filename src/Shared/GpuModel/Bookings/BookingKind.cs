namespace Coaster.GpuModel.Bookings;

/// <summary>How a container holds what it was given, and so what may stand beside it on the same GPU.</summary>
public enum BookingKind
{
    /// <summary>A part of each GPU; other shares may stand beside it.</summary>
    Share,

    /// <summary>Whole GPUs that nobody else may use.</summary>
    Exclusive,

    /// <summary>
    /// Whole GPUs or MIG devices without a limit, as <c>--gpus all|N|device=…</c> has always meant. Open bookings may meet each other on
    /// a GPU, but never a share or an exclusive booking.
    /// </summary>
    Open,
}
