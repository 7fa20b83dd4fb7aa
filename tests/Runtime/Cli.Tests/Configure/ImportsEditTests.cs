using Coaster.Cli.Configure.Containerd;
using Coaster.Toml;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Cli.Tests.Configure;

public sealed class ImportsEditTests
{
    private const string Ours = "/etc/containerd/conf.d/99-coaster.toml";

    private static readonly Gen<string> Item = Gen.Elements("'a.toml'", "\"/b # \\\"/*.toml\"", "\"\"\"c\"\"\"");

    private static readonly Gen<string> Imports =
        from items in Item.ListOf().Resize(3)
        from gap in Gen.Elements("", " ", "\n  ", " # x\n")
        from comma in Gen.Elements("", ",")
        select $"imports = [{gap}{string.Join("," + gap, items)}{(items.Count > 0 ? gap + comma : "")}{gap}] # and so on";

    private static readonly Gen<string> Text =
        from first in Gen.Elements("", "# note\n", "root = 'r'\n")
        from version in Gen.Elements("version = 2", "\"version\" = 2 # two", "")
        from imports in Gen.OneOf(Imports, Gen.Constant(""))
        from newline in Gen.Elements("\n", "\r\n")
        from swapped in Gen.Elements(true, false)
        from last in Gen.Elements("", "\n", "\n[plugins]\nimports = []\n", "\n[[x]]")
        select first + (swapped ? imports + newline + version : version + newline + imports) + last;

    [Fact]
    public void Add_AnyFile_AddsOursAndNothingElse() => Prop.ForAll(Text.ToArbitrary(), text =>
    {
        var (before, after) = (TomlDocument.Parse(text).Root, TomlDocument.Parse(Added(text)).Root);
        var wanted = before.DeepClone();
        wanted["imports"] = new TomlArray([.. before["imports"] as TomlArray ?? [], new TomlString(Ours)]);
        // A file that has imports and no version is of version 1, which is refused before.
        if (before["imports"] is null)
            wanted["version"] = new TomlInteger(2);
        return wanted.Equals(after) && ImportsEdit.Has(after, Ours);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Remove_Added_GivesEveryCharacterBack() =>
        Prop.ForAll(Text.ToArbitrary(), text => ImportsEdit.Remove(TomlDocument.Parse(Added(text)), Ours) == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("imports = ['/etc/containerd/conf.d/99-coaster.toml', 'x']", "imports = ['x']")]
    [InlineData("imports = ['x', '/etc/containerd/conf.d/99-coaster.toml', 'y']", "imports = ['x', 'y']")]
    [InlineData("imports = ['/etc/containerd/conf.d/99-coaster.toml']", "imports = []")]
    [InlineData("imports = ['/etc/containerd/conf.d/*.toml']", "imports = ['/etc/containerd/conf.d/*.toml']")]
    [InlineData("x = 1", "x = 1")]
    public void Remove_List_LosesOursOnly(string before, string after) => Assert.Equal(after, ImportsEdit.Remove(TomlDocument.Parse(before), Ours));

    [Theory]
    [InlineData("/etc/containerd/conf.d/*.toml", true)]
    [InlineData("/etc/containerd/conf.d/99-*", true)]
    [InlineData("/etc/containerd/conf.d/*.conf", false)]
    [InlineData("/etc/containerd/*.toml", false)]
    public void Has_Pattern_IsMatched(string pattern, bool has) =>
        Assert.Equal(has, ImportsEdit.Has(new TomlTable { { "imports", new TomlArray(new TomlString(pattern)) } }, Ours));

    private static string Added(string text) => ImportsEdit.Add(TomlDocument.Parse(text), Ours, 2);
}
