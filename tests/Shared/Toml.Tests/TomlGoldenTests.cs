namespace Coaster.Toml.Tests;

/// <summary>
/// The golden folders: <c>golden/CASE/input.toml</c> beside <c>canonical.toml</c>, what writing it again gives, or <c>error.txt</c>, the
/// message. A new case is a folder.
/// </summary>
public sealed class TomlGoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "golden");

    public static TheoryData<string> Cases { get; } = [.. Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_GoldenInput_GivesTheGoldenTextOrError(string name)
    {
        var folder = Path.Combine(Root, name);
        var input = File.ReadAllBytes(Path.Combine(folder, "input.toml"));
        var error = Path.Combine(folder, "error.txt");
        if (File.Exists(error))
            Assert.Equal(File.ReadAllText(error).TrimEnd('\n'), Assert.Throws<TomlException>(() => TomlDocument.Parse(input)).Message);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(folder, "canonical.toml")), TomlWriter.Write(TomlDocument.Parse(input).Root));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_WrittenGolden_GivesTheSameValues(string name)
    {
        var canonical = Path.Combine(Root, name, "canonical.toml");
        if (!File.Exists(canonical))
            return;
        Assert.Equal(
            TomlDocument.Parse(File.ReadAllBytes(Path.Combine(Root, name, "input.toml"))).Root, TomlDocument.Parse(File.ReadAllBytes(canonical)).Root);
    }
}
