using Xunit.Abstractions;

namespace Coaster.Architecture.Tests.House;

/// <summary>The house rules, held over the whole tree.</summary>
public sealed class HouseTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<SourceFile> Source = SourceFile.Under("src");
    private static readonly IReadOnlyList<SourceFile> Tests = SourceFile.Under("tests");

    [Fact]
    public void Files_OfTheTree_HaveOneTypeOfTheirName() => Breaches.None(Source.Concat(Tests).SelectMany(HouseRules.OneType));

    [Fact]
    public void Namespaces_OfTheTree_MatchTheirFolders() => Breaches.None(Source.Concat(Tests).SelectMany(HouseRules.Namespace));

    [Fact]
    public void Classes_OfTheTree_AreSealedUnlessDerivedFrom() => Breaches.None(HouseRules.Sealed([.. Source, .. Tests]));

    [Theory]
    [InlineData("*.cs")]
    [InlineData("*.c")]
    [InlineData("*.h")]
    [InlineData("*.csproj")]
    public void Reminders_OfTheTree_NameTheirIssue(string pattern) =>
        Breaches.None(Repository.Files("src", pattern).Concat(Repository.Files("tests", pattern))
            .SelectMany(path => HouseRules.Reminder(Repository.Relative(path), File.ReadLines(path))));

    [Fact]
    public void Sizes_OfTheSource_StayReadable()
    {
        var sizes = Print("src", Source);
        Assert.InRange(Sizes.Percentile(sizes.Files, 50), 1, 80);
        Assert.InRange(Sizes.Percentile(sizes.Files, 95), 1, 300);
        Assert.InRange(Sizes.Percentile(sizes.Methods, 50), 1, 10);
        Assert.InRange(Sizes.Percentile(sizes.Methods, 95), 1, 40);
    }

    [Fact]
    public void Sizes_OfTheTests_StayReadable() => Assert.InRange(Sizes.Percentile(Print("tests", Tests).Methods, 95), 1, 60);

    private Sizes Print(string folder, IReadOnlyList<SourceFile> files)
    {
        var sizes = Sizes.Of(files);
        output.WriteLine(Sizes.Summary($"{folder} files", sizes.Files));
        output.WriteLine(Sizes.Summary($"{folder} methods", sizes.Methods));
        return sizes;
    }
}
