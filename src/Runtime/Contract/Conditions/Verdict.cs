namespace Coaster.Contract.Conditions;

/// <summary>What became of a requirement. The shapes are closed.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It is met.</summary>
    public sealed record Met : Verdict;

    /// <summary>It is not.</summary>
    /// <param name="Needed">What would meet it, the first of the ways.</param>
    /// <param name="Condition">The condition in it that does not hold.</param>
    public sealed record Unmet(string Needed, Condition Condition) : Verdict;

    /// <summary>It cannot be understood.</summary>
    /// <param name="Term">The part that cannot.</param>
    public sealed record Malformed(string Term) : Verdict;
}
