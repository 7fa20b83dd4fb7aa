using System.Globalization;

namespace Coaster.GpuModel.Requests;

/// <summary>
/// An amount of GPU memory as people write it: <c>512Mi</c>, <c>4Gi</c>, <c>1.5Gi</c>, <c>1Ti</c>. A unit is always written, because 4
/// means MiB to some and GiB to others. A fraction of a MiB is rounded up, so that nobody gets less than was asked for.
/// </summary>
/// <param name="MiB">The amount in MiB.</param>
public readonly record struct MemorySize(long MiB)
{
    /// <summary>The largest amount that is believed, 1 PiB; sums of many still fit a <see cref="long"/>.</summary>
    public const long MaxMiB = 1L << 30;

    private const int MaxDigits = 12;
    private const string Mend = "Write the size with its unit, Mi, Gi or Ti, such as 4Gi or 512Mi";

    private static readonly (string Suffix, long MiB)[] Units = [("Ti", 1L << 20), ("Gi", 1L << 10), ("Mi", 1)];

    /// <summary>The size that the text means, from 1 MiB to <see cref="MaxMiB"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where the text was written, such as <c>COASTER_GPU_MEM</c>, for the message.</param>
    /// <exception cref="CoasterException">The text is not a size.</exception>
    public static MemorySize Parse(string text, string source)
    {
        foreach (var (suffix, factor) in Units)
            if (text.EndsWith(suffix, StringComparison.Ordinal))
                return Scale(text, text[..^suffix.Length], factor, source);
        throw Wrong(source, text, text.Length > 0 && text.All(char.IsAsciiDigit) ? "has no unit" : "is not a size");
    }

    /// <summary>The size in the largest unit that divides it; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        var mib = MiB;
        var (suffix, factor) = Array.Find(Units, unit => mib % unit.MiB == 0);
        return (mib / factor).ToString(CultureInfo.InvariantCulture) + suffix;
    }

    private static MemorySize Scale(string text, string number, long factor, string source)
    {
        var parts = number.Split('.');
        if (parts.Length > 2 || !Array.TrueForAll(parts, IsDigits))
            throw Wrong(source, text, "is not a size");
        var size = decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * factor;
        if (size <= 0)
            throw Wrong(source, text, "is nothing");
        return size <= MaxMiB ? new MemorySize((long)decimal.Ceiling(size)) : throw Wrong(source, text, "is more than 1024Ti");
    }

    private static bool IsDigits(string text) => text.Length is > 0 and <= MaxDigits && text.All(char.IsAsciiDigit);

    private static CoasterException Wrong(string source, string text, string problem) =>
        new($"cannot read {source}", $"'{SpecText.Quote(text)}' {problem}", Mend);
}
