using System.Globalization;
using Coaster.GpuModel.Bookings;

namespace Coaster.GpuModel.Requests;

/// <summary>A part of a GPU in hundredths, as people write it: <c>30</c>, or <c>30!</c> for a limit that is never passed.</summary>
/// <param name="Value">The number, at least 1.</param>
/// <param name="Limit">Whether idle compute may be borrowed.</param>
public readonly record struct PercentSize(int Value, CoreLimit Limit)
{
    /// <summary>The size that the text means.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">What it is the size of, <c>core</c> or <c>block</c>.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="source">Where the text was written, such as <c>COASTER_GPU_CORE</c>, for the message.</param>
    /// <exception cref="CoasterException">The text is no such size.</exception>
    public static PercentSize Parse(string text, string key, int most, string source)
    {
        var hard = text.EndsWith('!');
        var value = Number(hard ? text[..^1] : text, key, most, source);
        return new PercentSize(value, hard ? CoreLimit.Hard : CoreLimit.Soft);
    }

    internal static int Number(string text, string key, int most, string source)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Wrong($"{key} is '{SpecText.Quote(text)}', which is no whole number", key, most, source);
        return number >= 1 && number <= most ? number : throw Wrong($"{key} is {number}", key, most, source);
    }

    private static CoasterException Wrong(string why, string key, int most, string source) =>
        new($"cannot read {source}", why, $"Write {key} as a number from 1 to {most}");
}
