using System.Text;

namespace Coaster.Cli.Configure.Changes;

/// <summary>
/// The difference of two texts as diff -u prints it, in one hunk: what is equal at both ends is left out but for three lines, what is between
/// them is compared line by line.
/// </summary>
internal static class UnifiedDiff
{
    private const int Context = 3;
    private const int MaxCells = 4_000_000;

    /// <summary>Of a file, one side of which may be missing.</summary>
    public static string Of(string path, byte[]? before, byte[]? after) =>
        $"--- {(before is null ? "/dev/null" : path)}\n+++ {(after is null ? "/dev/null" : path)}\n{Hunk(Lines(before), Lines(after))}";

    /// <summary>Of where a symbolic link leads.</summary>
    public static string OfLinks(string path, string? before, string? after) =>
        Of(path, before is null ? null : Encoding.UTF8.GetBytes($"-> {before}\n"), after is null ? null : Encoding.UTF8.GetBytes($"-> {after}\n"));

    private static string Hunk(string[] old, string[] @new)
    {
        var head = Common(old, @new, Math.Min(old.Length, @new.Length));
        var tail = Common([.. old.Reverse()], [.. @new.Reverse()], Math.Min(old.Length, @new.Length) - head);
        var (first, last) = (Math.Max(0, head - Context), Math.Min(tail, Context));
        var text = new StringBuilder();
        text.Append($"@@ -{Range(first, old.Length - tail + last)} +{Range(first, @new.Length - tail + last)} @@\n");
        Add(text, ' ', old[first..head]);
        Middle(text, old[head..(old.Length - tail)], @new[head..(@new.Length - tail)]);
        Add(text, ' ', old[(old.Length - tail)..(old.Length - tail + last)]);
        return text.ToString();
    }

    // An empty side is said to be behind line 0.
    private static string Range(int start, int end) => end == start ? $"{start},0" : $"{start + 1},{end - start}";

    private static int Common(string[] one, string[] other, int limit)
    {
        var count = 0;
        while (count < limit && one[count] == other[count])
            count++;
        return count;
    }

    private static void Middle(StringBuilder text, string[] old, string[] @new)
    {
        if ((long)old.Length * @new.Length > MaxCells)
        {
            Add(text, '-', old);
            Add(text, '+', @new);
            return;
        }

        var longest = Longest(old, @new);
        for (int i = 0, j = 0; i < old.Length || j < @new.Length;)
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
                Add(text, ' ', old[i..(++i)], j++);
            else if (i < old.Length && (j == @new.Length || longest[i + 1, j] >= longest[i, j + 1]))
                Add(text, '-', old[i..(++i)]);
            else
                Add(text, '+', @new[j..(++j)]);
    }

    /// <summary>How many lines the two have in common, in order, from each pair of lines on.</summary>
    private static int[,] Longest(string[] old, string[] @new)
    {
        var longest = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = @new.Length - 1; j >= 0; j--)
                longest[i, j] = old[i] == @new[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        return longest;
    }

    private static void Add(StringBuilder text, char mark, string[] lines, int _ = 0)
    {
        foreach (var line in lines)
            text.Append(mark).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
    }

    private static string[] Lines(byte[]? content)
    {
        var text = Encoding.UTF8.GetString(content ?? []);
        var lines = text.Split('\n').Select(line => line + '\n').ToArray();
        lines[^1] = lines[^1][..^1];
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
