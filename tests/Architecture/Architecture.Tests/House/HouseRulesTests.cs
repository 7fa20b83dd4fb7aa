namespace Coaster.Architecture.Tests.House;

/// <summary>That the rules see what they are for: a rule that nothing can break guards nothing.</summary>
public sealed class HouseRulesTests
{
    [Theory]
    [InlineData("A.cs", "namespace N; class A;", 0)]
    [InlineData("A.Part.cs", "namespace N; partial class A;", 0)]
    [InlineData("Program.cs", "return 0;", 0)]
    [InlineData("A.cs", "namespace N; class A { class B; }", 0)]
    [InlineData("A.cs", "namespace N; class B;", 1)]
    [InlineData("A.cs", "namespace N; class A; enum B { }", 1)]
    [InlineData("A.cs", "namespace N; class A; delegate void B();", 1)]
    public void OneType_File_CountsTopLevelTypes(string path, string text, int breaches) =>
        Assert.Equal(breaches, HouseRules.OneType(SourceFile.Of("src/" + path, "N", text)).Count());

    [Theory]
    [InlineData("namespace N; class A;", 0)]
    [InlineData("return 0;", 0)]
    [InlineData("namespace N.M; class A;", 1)]
    [InlineData("namespace N { class A; }", 1)]
    [InlineData("class A;", 1)]
    public void Namespace_File_MatchesItsFolder(string text, int breaches) =>
        Assert.Equal(breaches, HouseRules.Namespace(SourceFile.Of("A.cs", "N", text)).Count());

    [Theory]
    [InlineData("class A;", "A is not sealed")]
    [InlineData("record A;", "A is not sealed")]
    [InlineData("sealed class A; static class B; abstract record C; record struct D;", "")]
    [InlineData("class A; sealed class B : A;", "")]
    [InlineData("class A<T>; sealed class B : N.A<int>;", "")]
    [InlineData("class A<T>; sealed class B : A<int>;", "")]
    [InlineData("sealed partial class A; partial class A;", "")]
    [InlineData("class A { class B; }", "A is not sealed B is not sealed")]
    public void Sealed_Types_AreSealedUnlessDerivedFrom(string text, string breaches) =>
        Assert.Equal(breaches, string.Join(' ', HouseRules.Sealed([SourceFile.Of("A.cs", "N", text)])));

    [Theory]
    [InlineData("// {0}: later", 1)]
    [InlineData("// {0} https://example.com/1: later", 0)]
    [InlineData("// My{0}s", 0)]
    public void Reminder_Line_NamesItsIssue(string line, int breaches)
    {
        var text = line.Replace("{0}", "TO" + "DO", StringComparison.Ordinal);
        Assert.Equal(breaches, HouseRules.Reminder("a.cs", [text]).Count());
    }

    [Fact]
    public void Sizes_File_CountsSignatureToBrace()
    {
        var file = SourceFile.Of("A.cs", "N", "class A\n{\n    /// <summary>x</summary>\n    [B]\n    void M()\n    {\n    }\n    int N() => 1;\n}\n");
        var sizes = Sizes.Of([file]);
        Assert.Equal([("A.cs", 9)], sizes.Files);
        Assert.Equal([("A.cs N", 1), ("A.cs M", 3)], sizes.Methods);
    }

    [Fact]
    public void Percentile_Values_IsTheNearestRank()
    {
        var values = Enumerable.Range(1, 20).Select(lines => ("", lines)).ToList();
        Assert.Equal((10, 19, 20), (Sizes.Percentile(values, 50), Sizes.Percentile(values, 95), Sizes.Percentile(values, 100)));
    }
}
