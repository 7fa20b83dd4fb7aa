namespace Coaster.PodBookings.Books;

/// <summary>Why a pod's text does not count now.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Why">The same with the offending value.</param>
internal sealed record BookingFault(BookingProblem Problem, string Why)
{
    /// <summary>Whether it is only a matter of time, and nobody's mistake.</summary>
    public bool IsWait => Problem is BookingProblem.KeysUnknown or BookingProblem.GpusUnknown;
}
