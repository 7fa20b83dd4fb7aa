using System.Text.Json;

namespace Coaster.Oci.Tests;

/// <summary>The golden folders: <c>config.json</c> and <c>edits.json</c> beside <c>expected.json</c>. A new case is a folder.</summary>
public sealed class GoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "golden");

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Apply_GoldenCase_IsAsExpected(string name) =>
        Assert.Equal(Plain.Text(Read(name, "expected.json")), Plain.Text(Apply(name)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Apply_GoldenCase_HasTheMembersInTheirOrder(string name)
    {
        var before = Plain.Names(Read(name, "config.json"));
        Assert.Equal(before, Plain.Names(Apply(name)).Take(before.Count));
    }

    [Fact]
    public void ToUtf8_TextThatMayBeEscaped_MeansTheSame()
    {
        const string Text = "日本 é <b> & ' + \\ \" \t";
        var spec = BundleSpec.Parse(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [Text] = Text }));
        using var written = JsonDocument.Parse(spec.ToUtf8());
        var member = Assert.Single(written.RootElement.EnumerateObject());
        Assert.Equal((Text, Text), (member.Name, member.Value.GetString()));
    }

    private static byte[] Read(string name, string file) => File.ReadAllBytes(Path.Combine(Root, name, file));

    private static byte[] Apply(string name)
    {
        var spec = BundleSpec.Parse(Read(name, "config.json"));
        SpecEditor.Apply(spec.Root, EditsFile.Parse(Read(name, "edits.json")));
        return spec.ToUtf8().ToArray();
    }
}
