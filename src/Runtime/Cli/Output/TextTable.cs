using System.Text;

namespace Coaster.Cli.Output;

/// <summary>
/// Rows under headings, each column as wide as its widest cell and three blanks apart, as kubectl prints them. A line is never broken or cut,
/// however narrow the terminal: what reads it may be a program.
/// </summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "   ";
    private readonly List<string[]> _rows = [headings];

    /// <summary>Adds a row; an empty cell becomes a dash, and what would drive a terminal a question mark.</summary>
    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(static cell => string.IsNullOrEmpty(cell) ? "-" : Plain(cell))]);

    /// <summary>The lines, without their line feeds.</summary>
    /// <param name="paint">Dresses a cell of a row (0 is the headings) after it was measured, or null to leave all as they are.</param>
    public IEnumerable<string> Lines(Func<int, string, string>? paint = null)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        for (var row = 0; row < _rows.Count; row++)
            yield return Line(row, widths, paint);
    }

    private string Line(int row, int[] widths, Func<int, string, string>? paint)
    {
        var line = new StringBuilder();
        for (var column = 0; column < widths.Length; column++)
        {
            var cell = _rows[row][column];
            line.Append(paint is null ? cell : paint(row, cell));
            if (column < widths.Length - 1)
                line.Append(' ', widths[column] - cell.Length).Append(Gap);
        }

        return line.ToString();
    }

    private static string Plain(string cell) => string.Concat(cell.Select(static letter => char.IsControl(letter) ? '?' : letter));
}
