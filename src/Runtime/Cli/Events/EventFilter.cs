using System.Globalization;

namespace Coaster.Cli.Events;

/// <summary>Which events are asked for.</summary>
/// <param name="Container">The name or the id of their container, or null for all.</param>
/// <param name="Since">The earliest moment, or null for all.</param>
internal sealed record EventFilter(string? Container, DateTimeOffset? Since)
{
    private const int MostDays = 36_500;

    internal bool Matches(WrittenEvent happened) =>
        (Container is null || happened.Name == Container || happened.Container == Container) && !(happened.Time < Since);

    /// <summary>A length of time as people write it: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>3d</c>; null when it is none.</summary>
    internal static TimeSpan? TryParseSpan(string text)
    {
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return null;
        var days = count * text[^1] switch { 's' => 1 / 86_400d, 'm' => 1 / 1440d, 'h' => 1 / 24d, 'd' => 1, _ => double.NaN };
        return days <= MostDays ? TimeSpan.FromDays(days) : null;
    }
}
