namespace Coaster.PodBookings.Looking;

/// <summary>What one look at the API server gave.</summary>
/// <param name="Why">Why it says nothing of the pod that was meant, without a full stop; null when it was told.</param>
/// <param name="Mend">What to do then.</param>
internal sealed record LookResult(string? Why, string Mend)
{
    public static LookResult Told { get; } = new(null, "");

    /// <summary>Whether the API server did not answer: the watch may still bring what it said before.</summary>
    public bool IsUnanswered { get; private init; }

    public static LookResult Unanswered(string why, string mend) => new(why, mend) { IsUnanswered = true };
}
