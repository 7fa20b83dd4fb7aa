namespace Coaster.NvmlInterop.Tests.Native;

/// <summary>A struct in <c>layout.txt</c>.</summary>
internal sealed record Layout(string Struct, int Size, IReadOnlyList<(string Field, int Offset)> Fields)
{
    public static IReadOnlyList<Layout> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Native", "layout.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => Parse(line.Split(' '))),
    ];

    /// <summary>The checks that a C compiler makes of it.</summary>
    public IEnumerable<string> Assertions() => Fields
        .Select(field => $"_Static_assert(offsetof({Struct}, {field.Field}) == {field.Offset}, \"{Struct}.{field.Field}\");")
        .Prepend($"_Static_assert(sizeof({Struct}) == {Size}, \"{Struct}\");");

    private static Layout Parse(string[] words) => new(
        words[0], int.Parse(words[1]), [.. words[2..].Select(word => word.Split('=')).Select(pair => (pair[0], int.Parse(pair[1])))]);
}
