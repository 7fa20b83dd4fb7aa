using System.IO.Enumeration;
using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>Puts our file into the <c>imports</c> of containerd's main file, or out of them, and leaves every other character as it was.</summary>
internal static class ImportsEdit
{
    private const string Imports = "imports";
    private const string Version = "version";
    private const string Mark = " # added by coaster runtime configure";

    /// <summary>The text with our file imported.</summary>
    /// <param name="main">The main file.</param>
    /// <param name="dropIn">Our file.</param>
    /// <param name="version">The version to write where there is none.</param>
    public static string Add(TomlDocument main, string dropIn, long version)
    {
        var (text, value) = (main.Text, TomlWriter.Value(new TomlString(dropIn)));
        if (main.Root[Imports] is TomlArray list)
        {
            var at = list.Count == 0 ? main.SpanOf(list)!.Value.Start + 1 : main.SpanOf(list[^1])!.Value.End;
            return text.Insert(at, list.Count == 0 ? value : ", " + value);
        }

        var line = $"{Imports} = [{value}]{Mark}\n";
        return main.Root[Version] is null ? $"{Version} = {version}{Mark}\n{line}{text}" : text.Insert(Behind(main, Version), line);
    }

    /// <summary>The text without our file.</summary>
    public static string Remove(TomlDocument main, string dropIn)
    {
        var text = main.Text;
        if (main.Root[Imports] is not TomlArray list || IndexOf(list, dropIn) is not (>= 0 and var index))
            return text;
        if (list.Count == 1 && IsMarked(main, Imports))
            return WithoutLines(main);
        var (start, end) = (main.SpanOf(list[index])!.Value.Start, main.SpanOf(list[index])!.Value.End);
        if (index > 0)
            start = main.SpanOf(list[index - 1])!.Value.End;
        else if (list.Count > 1)
            end = main.SpanOf(list[1])!.Value.Start;
        return text.Remove(start, end - start);
    }

    /// <summary>Whether the file is imported already, by its name or by a pattern.</summary>
    public static bool Has(TomlTable main, string dropIn) => Files(main).Any(name => Means(name, dropIn));

    /// <summary>The value of <c>imports</c> for a copy of the main file in another folder that leaves our file out.</summary>
    public static TomlArray Elsewhere(TomlTable main, string folder, string dropIn) =>
        DropIn.Strings(Files(main).SelectMany(name => Elsewhere(name, folder, dropIn)));

    private static IEnumerable<string> Elsewhere(string name, string folder, string dropIn)
    {
        if (!name.Contains('*'))
            return Path.Combine(folder, name) == dropIn ? [] : [Path.Combine(folder, name)];
        return !Means(name, dropIn) || Path.GetDirectoryName(dropIn) is not { } place || !Directory.Exists(place)
            ? [name]
            : Directory.GetFiles(place).Where(file => file != dropIn && Means(name, file)).Order(StringComparer.Ordinal);
    }

    private static bool Means(string name, string file) => name == file
        || (name.Contains('*') && Path.GetDirectoryName(name) == Path.GetDirectoryName(file)
            && FileSystemName.MatchesSimpleExpression(Path.GetFileName(name), Path.GetFileName(file), ignoreCase: false));

    private static IEnumerable<string> Files(TomlTable main) => (main[Imports] as TomlArray ?? []).OfType<TomlString>().Select(name => name.Value);

    private static int IndexOf(TomlArray list, string dropIn) => list.ToList().FindIndex(item => item is TomlString name && name.Value == dropIn);

    private static int Behind(TomlDocument main, string key)
    {
        var end = main.RootStatement(key) is { } statement ? main.Text.IndexOf('\n', statement.End) + 1 : 0;
        return end;
    }

    private static bool IsMarked(TomlDocument main, string key) =>
        main.RootStatement(key) is { } statement && main.Text.AsSpan(statement.End).StartsWith(Mark + "\n");

    private static string WithoutLines(TomlDocument main)
    {
        var text = main.Text;
        foreach (var key in new[] { Imports, Version }.Where(key => IsMarked(main, key)).OrderByDescending(key => main.RootStatement(key)!.Value.Start))
        {
            var (start, end) = main.RootStatement(key)!.Value;
            text = text.Remove(start, end - start + Mark.Length + 1);
        }

        return text;
    }
}
