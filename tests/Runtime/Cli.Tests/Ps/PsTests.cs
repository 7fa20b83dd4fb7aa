using Coaster.Cli.Ps;
using Coaster.Ledger;

namespace Coaster.Cli.Tests.Ps;

public sealed class PsTests
{
    [Theory]
    [InlineData("ps.txt", false)]
    [InlineData("ps-wide.txt", true)]
    public void Table_Entries_IsTheGoldenOne(string file, bool wide) => Assert.Equal(Golden(file), Table(Entries.Three, wide));

    [Fact]
    public void Json_Entries_IsTheGoldenOne() => Assert.Equal(Golden("ps.json"), PsJson.Of(Entries.Three));

    [Fact]
    public void Table_None_IsTheHeadings() => Assert.StartsWith("NAME   GPU   MODEL", Table([], wide: false), StringComparison.Ordinal);

    [Fact]
    public void Json_None_IsAnEmptyList() =>
        Assert.Equal("""{"containers":[]}""", PsJson.Of([]).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(7199, "119m")]
    [InlineData(7200, "2h")]
    [InlineData(172_799, "47h")]
    [InlineData(172_800, "2d")]
    public void Table_Age_IsInTheUnitThatSaysEnough(int seconds, string expected) =>
        Assert.Contains($" {expected} ", Table([Entries.Three[0] with { Created = Entries.Now.AddSeconds(-seconds) }], wide: false), StringComparison.Ordinal);

    private static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", file)).TrimEnd();

    private static string Table(IReadOnlyList<LedgerEntry> entries, bool wide) =>
        string.Join('\n', PsTable.Of(entries, Entries.Now, wide).Lines());
}
