namespace Coaster.Enforcement.Compute;

/// <summary>How much of a GPU's time somebody could use, as far as one can tell; all figures are parts of 1.</summary>
/// <param name="Terms">What it booked.</param>
/// <param name="Wanted">What it would use if it got it; 1 for one that waits.</param>
internal readonly record struct Demand(TenantTerms Terms, double Wanted);
