using System.Globalization;
using System.Text.RegularExpressions;

namespace Coaster.Toml;

/// <summary>Values that are one word: numbers, truth values, dates and times.</summary>
internal static partial class TomlWords
{
    public static TomlValue? Read(string word) => word switch
    {
        "true" => new TomlBoolean(true),
        "false" => new TomlBoolean(false),
        "inf" or "+inf" => new TomlFloat(double.PositiveInfinity),
        "-inf" => new TomlFloat(double.NegativeInfinity),
        "nan" or "+nan" or "-nan" => new TomlFloat(double.NaN),
        _ => Number(word) ?? DateTime(word),
    };

    public static bool IsDate(string word) => word.Length == 10 && DateTime(word) is not null;

    private static TomlValue? Number(string word)
    {
        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (Decimal().IsMatch(word))
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new TomlInteger(number) : null;
        if (Based().IsMatch(word))
            return FromBase(digits);
        return Float().IsMatch(word) ? new TomlFloat(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)) : null;
    }

    private static TomlInteger? FromBase(string digits)
    {
        try
        {
            var number = Convert.ToInt64(digits[2..], digits[1] switch { 'x' => 16, 'o' => 8, _ => 2 });
            return number < 0 ? null : new TomlInteger(number);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static TomlDateTime? DateTime(string word)
    {
        var match = Moment().Match(word);
        if (word.Length == 0 || !match.Success || !IsDay(match) || !IsTime(match))
            return null;
        return new TomlDateTime(word);
    }

    private static bool IsDay(Match match) =>
        !match.Groups["year"].Success
        || (Of(match, "month") is >= 1 and <= 12
            && Of(match, "day") is var day && day >= 1 && day <= System.DateTime.DaysInMonth(Math.Max(1, Of(match, "year")), Of(match, "month")));

    // A second may be the 60th: leap seconds are.
    private static bool IsTime(Match match) =>
        !match.Groups["hour"].Success
        || (Of(match, "hour") < 24 && Of(match, "minute") < 60 && Of(match, "second") <= 60
            && (!match.Groups["offsetHour"].Success || (Of(match, "offsetHour") < 24 && Of(match, "offsetMinute") < 60)));

    private static int Of(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[+-]?(0|[1-9](_?[0-9])*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A0(x[0-9A-Fa-f](_?[0-9A-Fa-f])*|o[0-7](_?[0-7])*|b[01](_?[01])*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Based();

    [GeneratedRegex(@"\A[+-]?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    [GeneratedRegex(
        @"\A((?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?<both>[Tt ]|\z))?"
        + @"((?<=\A|[Tt ])(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.[0-9]+)?)?"
        + @"((?<=[Tt ][0-9:.]+)([Zz]|[+-](?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2})))?(?<![Tt ])\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Moment();
}
