namespace Coaster.BookingKeys.Verdicts;

/// <summary>The text is to be treated as if it were not there.</summary>
/// <param name="Refusal">What is wrong with it; the first of the checks, in the enum's order.</param>
/// <param name="Why">The same with the offending value, without a full stop.</param>
public sealed record BookingRefused(BookingRefusal Refusal, string Why) : BookingVerdict;
