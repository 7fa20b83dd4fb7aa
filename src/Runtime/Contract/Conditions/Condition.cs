namespace Coaster.Contract.Conditions;

/// <summary>One condition, such as <c>cuda&gt;=12.4</c>.</summary>
/// <param name="Property"><c>cuda</c>, <c>driver</c>, <c>arch</c> or <c>brand</c>.</param>
/// <param name="Comparison">How it compares.</param>
/// <param name="Value">With what.</param>
internal sealed record Condition(string Property, Comparison Comparison, string Value)
{
    private static readonly string[] Properties = ["cuda", "driver", "arch", "brand"];

    /// <summary>The condition that the text means, or null.</summary>
    public static Condition? Parse(string text)
    {
        var name = text.AsSpan().IndexOfAny(ComparisonSigns.Letters);
        if (name <= 0)
            return null;
        var rest = text.AsSpan(name);
        var sign = rest.IndexOfAnyExcept(ComparisonSigns.Letters);
        var property = Array.Find(Properties, known => known.Equals(text[..name], StringComparison.OrdinalIgnoreCase));
        return sign > 0 && property is not null && ComparisonSigns.Find(rest[..sign]) is { } comparison
            ? new Condition(property, comparison, rest[sign..].ToString())
            : null;
    }

    /// <summary>Whether it holds, or null when it cannot: brands have no order, and not everything is a version.</summary>
    /// <param name="facts">What is there. What is not known fits every condition, as it does for libnvidia-container.</param>
    public bool? Holds(DriverFacts facts)
    {
        var actual = facts[Property];
        if (actual.Length == 0)
            return true;
        if (Property != "brand")
            return VersionOrder.Of(actual, Value) is { } order ? Comparison.Fits(order) : null;
        return Comparison is Comparison.Equal or Comparison.NotEqual
            ? Comparison.Fits(string.Compare(actual, Value, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public override string ToString() => Property + Comparison.Sign() + Value;
}
