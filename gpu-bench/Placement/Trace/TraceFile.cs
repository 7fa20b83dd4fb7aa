using System.Globalization;
using System.IO.Compression;

namespace Coaster.GpuBench.Placement.Trace;

/// <summary>A file of a trace, plain or compressed by gzip.</summary>
internal static class TraceFile
{
    /// <summary>The fields of each line after the head, in the order of the columns that are named.</summary>
    /// <param name="path">A file of values with commas between them, the first line being the columns' names.</param>
    /// <param name="columns">The columns that are wanted; one after '?' may be missing, and is empty then.</param>
    /// <exception cref="IOException">It cannot be read, or a column is missing.</exception>
    internal static IEnumerable<string[]> Fields(string path, params string[] columns)
    {
        using var lines = Lines(path).GetEnumerator();
        if (!lines.MoveNext())
            throw new IOException($"cannot read {path}: it is empty");
        var head = lines.Current.Split(',');
        var places = Array.ConvertAll(columns, column => Place(path, head, column));
        while (lines.MoveNext())
        {
            var fields = lines.Current.Split(',');
            yield return Array.ConvertAll(places, place => place >= 0 && place < fields.Length ? fields[place] : "");
        }
    }

    /// <summary>The lines that are not empty.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (text.ReadLine() is { } line)
            if (line.Length > 0)
                yield return line;
    }

    /// <summary>The file, or the one with <c>.gz</c> where there is no such file.</summary>
    internal static string PlainOrCompressed(string path) => File.Exists(path) ? path : path + ".gz";

    /// <summary>A number from 0 on.</summary>
    /// <exception cref="IOException">It is none, or a larger one.</exception>
    internal static int Number(string path, string field, int most = int.MaxValue) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new IOException($"cannot read {path}: '{field}' stands where a number from 0 to {most} should");

    /// <summary>A number with a fraction.</summary>
    /// <exception cref="IOException">It is none.</exception>
    internal static double Fraction(string path, string field) =>
        double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new IOException($"cannot read {path}: '{field}' stands where a number should");

    private static int Place(string path, string[] head, string column)
    {
        var place = Array.IndexOf(head, column.TrimStart('?'));
        return place >= 0 || column[0] == '?' ? place : throw new IOException($"cannot read {path}: it has no column '{column}'. Its first line must name the columns.");
    }
}
