namespace Coaster.Contract.Conditions;

/// <summary>The signs of the comparisons.</summary>
internal static class ComparisonSigns
{
    /// <summary>The letters that signs are made of.</summary>
    public const string Letters = "<>=!";

    // A single "!" is what libnvidia-container takes for "!=" too: it compares only as many letters as were written.
    private static readonly (string Sign, Comparison Comparison)[] Known =
    [
        ("=", Comparison.Equal),
        ("!=", Comparison.NotEqual),
        ("<", Comparison.Less),
        ("<=", Comparison.LessOrEqual),
        (">", Comparison.Greater),
        (">=", Comparison.GreaterOrEqual),
        ("!", Comparison.NotEqual),
    ];

    public static Comparison? Find(ReadOnlySpan<char> sign)
    {
        foreach (var (known, comparison) in Known)
            if (sign.SequenceEqual(known))
                return comparison;
        return null;
    }

    public static string Sign(this Comparison comparison) => Array.Find(Known, entry => entry.Comparison == comparison).Sign;

    /// <summary>Whether things of that order, as <see cref="IComparable"/> tells it, compare so.</summary>
    public static bool Fits(this Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
