using System.Text;
using Coaster.Cdi.Model;
using Coaster.Cdi.Reading;
using Coaster.Cdi.Tree;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Cdi.Tests.Tree;

/// <summary>Whatever stands in a file, reading it ends, and in a specification or in the declared exception.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Scraps =
        ["{", "}", "[", "]", ":", ": ", ",", "- ", "? ", "&a ", "*a", "!!str ", "|\n", ">-\n", "'", "\"", "#", "\n", "\n  ", "---\n", "...\n", "%YAML 1.1\n", "<<", "\\", "\t", "a", "0", "é", "\0", "\u0085", "\ufeff"];

    private static readonly Gen<string> Soup = Gen.Elements(Scraps).ListOf().Select(scraps => string.Concat(scraps));

    [Fact]
    public void Yaml_Soup_IsATreeOrRefused() =>
        Prop.ForAll(Soup.ToArbitrary(), text => IsReadOrRefused(() => YamlTree.Parse(text))).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Json_Soup_IsATreeOrRefused() =>
        Prop.ForAll(Soup.ToArbitrary(), text => IsReadOrRefused(() => JsonTree.Parse(Encoding.UTF8.GetBytes(text)))).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Json_RandomBytes_IsATreeOrRefused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsReadOrRefused(() => JsonTree.Parse(bytes))).QuickCheckThrowOnFailure();

    [Fact]
    public void Yaml_RandomText_IsATreeOrRefused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsReadOrRefused(() => YamlTree.Parse(Encoding.Latin1.GetString(bytes)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_MutatedSpec_IsASpecOrRefused() =>
        Prop.ForAll(Mutations.Of(GoldenFiles.Read("good", "everything", "spec.json")).ToArbitrary(), bytes => IsReadOrRefused(() => SpecReader.Read(JsonTree.Parse(bytes))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("nvidia-like")]
    [InlineData("yaml-forms")]
    public void Yaml_MutatedSpec_IsASpecOrRefused(string name) =>
        Prop.ForAll(Mutations.Of(GoldenFiles.Read("good", name, "spec.yaml")).ToArbitrary(), bytes => IsReadOrRefused(() => SpecReader.Read(YamlTree.Parse(Encoding.Latin1.GetString(bytes)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Both_SameSpec_MeanTheSame()
    {
        // JSON is YAML but for its escapes, of which this has none.
        var text = GoldenFiles.Read("good", "everything", "spec.json");
        Assert.Equal(Plain(JsonTree.Parse(Encoding.UTF8.GetBytes(text))), Plain(YamlTree.Parse(text)));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("[{a: ", "}]")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    [InlineData("- - a\n", "")]
    [InlineData("{? [", "")]
    [InlineData("a: ", "")]
    [InlineData("'", "")]
    [InlineData("&a ", "")]
    [InlineData("- &a [*a]\n", "")]
    [InlineData("#\n", "")]
    [InlineData("|\n ", "")]
    [InlineData("---\n", "")]
    public void Both_Repeated_AreRefused(string start, string end)
    {
        const int Times = 50_000;
        var text = string.Concat(Enumerable.Repeat(start, Times)) + string.Concat(Enumerable.Repeat(end, Times));
        Assert.Throws<CdiSpecException>(() => SpecReader.Read(YamlTree.Parse(text)));
        Assert.Throws<CdiSpecException>(() => SpecReader.Read(JsonTree.Parse(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Both_TooManyValues_AreRefused()
    {
        var text = "[" + string.Concat(Enumerable.Repeat("0,", 1 << 20)) + "0]";
        Assert.Contains("values", Assert.Throws<CdiSpecException>(() => JsonTree.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
        Assert.Contains("values", Assert.Throws<CdiSpecException>(() => YamlTree.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongName_DoesNotMakeALongMessage()
    {
        var text = $$"""{"{{new string('x', 1 << 20)}}":1}""";
        Assert.InRange(Assert.Throws<CdiSpecException>(() => SpecReader.Read(JsonTree.Parse(Encoding.UTF8.GetBytes(text)))).Message.Length, 100, 500);
    }

    [Fact]
    public void Read_TooManyDevices_IsRefused()
    {
        var devices = string.Join(",", Enumerable.Range(0, 20_000).Select(number => $$$"""{"name":"d{{{number}}}","containerEdits":{"env":["A=b"]}}"""));
        var text = $$"""{"cdiVersion":"0.3.0","kind":"v.com/c","devices":[{{devices}}]}""";
        Assert.Contains("devices", Assert.Throws<CdiSpecException>(() => SpecReader.Read(JsonTree.Parse(Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);
    }

    private static bool IsReadOrRefused(Func<object> read)
    {
        try
        {
            return read() is TreeNode or CdiSpec;
        }
        catch (CdiSpecException error)
        {
            return error.Message.Length > 0;
        }
    }

    private static string Plain(TreeNode node) => node.Kind switch
    {
        TreeNodeKind.List => $"[{string.Join(",", node.Items.Select(Plain))}]",
        TreeNodeKind.Map => $"{{{string.Join(",", node.Members.Select(member => $"{member.Key}:{Plain(member.Value)}"))}}}",
        _ => $"{node.Kind} {node.Text}",
    };
}
