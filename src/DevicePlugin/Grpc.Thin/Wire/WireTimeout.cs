using System.Globalization;

namespace Grpc.Wire;

/// <summary>The text of a deadline: how long the client waits, in at most eight digits and a unit.</summary>
internal static class WireTimeout
{
    private const int MaxDigits = 8;
    private const long MaxValue = 99_999_999;
    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>The finest text that is long enough; what has passed already is one microsecond.</summary>
    internal static string Write(TimeSpan timeout)
    {
        var ticks = Math.Max(TimeSpan.TicksPerMicrosecond, timeout.Ticks);
        foreach (var (unit, length) in Units)
            if (ticks / length <= MaxValue)
                return (ticks / length).ToString(CultureInfo.InvariantCulture) + unit;
        return MaxValue.ToString(CultureInfo.InvariantCulture) + 'H';
    }

    /// <summary>The time that the text means, or null when it means none.</summary>
    internal static TimeSpan? Read(string? text)
    {
        if (text is not { Length: >= 2 and <= MaxDigits + 1 } || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        if (text[^1] == 'n')
            return TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick);
        var length = Units.FirstOrDefault(unit => unit.Unit == text[^1]).Ticks;
        return length > 0 ? TimeSpan.FromTicks(value * length) : null;
    }
}
