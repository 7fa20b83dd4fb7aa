using Coaster.Cli.Gpus;

namespace Coaster.Cli.Tests.Gpus;

public sealed class GpusTextTests
{
    [Fact]
    public void Table_MixedGpus_IsTheGolden() => Golden.Check("Gpus", "table.txt", Text(GpusText.Table(Snapshots.Mixed, colour: false)));

    [Fact]
    public void Wide_MixedGpus_IsTheGolden() => Golden.Check("Gpus", "wide.txt", Text(GpusText.Wide(Snapshots.Mixed, colour: false)));

    [Fact]
    public void Table_OnATerminal_ColoursHealthAndKeepsTheColumns()
    {
        var coloured = GpusText.Table(Snapshots.Mixed, colour: true).ToList();
        Assert.Contains("\e[32mHealthy\e[0m", coloured[1]);
        Assert.Contains("\e[33mDegraded\e[0m", coloured[3]);
        Assert.Contains("\e[31mLost\e[0m", coloured[4]);
        Assert.Equal(
            GpusText.Table(Snapshots.Mixed, colour: false),
            coloured.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]+m", "")));
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 3 }, "3")]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, "0-2,5,7-8")]
    public void Ranges_OfCpus_AreWrittenAsTheKernelDoes(int[] cpus, string expected) => Assert.Equal(expected, GpusSections.Ranges(cpus));

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
