using System.Globalization;

namespace Coaster.Cli.Events;

/// <summary>Events as lines for people. What comes later is aligned with what was printed already, as far as it fits.</summary>
/// <param name="wide">Whether GPUs are named in full.</param>
internal sealed class EventTable(bool wide)
{
    private const string Gap = "   ";
    private const int ShortGpu = 12;
    private static readonly string[] Headings = ["TIME", "CONTAINER", "WHAT", "GPU", "USED", "LIMIT", "DETAILS"];
    private readonly int[] _widths = new int[Headings.Length - 1];
    private bool _hasHeadings;

    internal IEnumerable<string> Lines(IEnumerable<WrittenEvent> events)
    {
        var rows = events.Select(Row).ToList();
        if (!_hasHeadings)
            rows.Insert(0, Headings);
        _hasHeadings = true;
        foreach (var row in rows)
            for (var column = 0; column < _widths.Length; column++)
                _widths[column] = Math.Max(_widths[column], row[column].Length);
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) => column < _widths.Length ? cell.PadRight(_widths[column]) : cell)));
    }

    private string[] Row(WrittenEvent happened) =>
    [
        happened.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Plain(happened.Name),
        Plain(happened.Kind),
        Plain(happened.Gpu is { Length: > ShortGpu } gpu && !wide ? gpu[..ShortGpu] : happened.Gpu ?? "-"),
        Mib(happened.UsedBytes),
        Mib(happened.LimitBytes),
        Plain(happened.Message),
    ];

    private static string Mib(long? bytes) => bytes is { } known ? $"{known >> 20}MiB" : "-";

    private static string Plain(string cell) => string.Concat(cell.Select(letter => char.IsControl(letter) ? '?' : letter));
}
