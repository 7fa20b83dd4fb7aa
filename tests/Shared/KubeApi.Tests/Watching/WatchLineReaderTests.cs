using System.Text;
using Coaster.KubeApi.Watching;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeApi.Tests.Watching;

public sealed class WatchLineReaderTests
{
    private const int Most = 100;

    [Fact]
    public void ReadAsync_AnyLinesCutAnyhow_AreTheSameLines() =>
        Prop.ForAll(
                Gen.Choose(0, 250).ListOf().ToArbitrary(),
                Gen.Choose(1, 40).ArrayOf(50).ToArbitrary(),
                (lengths, cuts) => Expected(lengths).SequenceEqual(Read(Text(lengths), cuts)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public async Task ReadAsync_LineLongerThanEveryBuffer_IsSkippedAndTheNextIsRead()
    {
        var text = "first\n" + new string('x', 100_000) + "\nlast\n";
        Assert.Equal(["first", "!" + new string('x', Most), "last"], await ReadAsync(text, [7]));
    }

    [Fact]
    public async Task ReadAsync_TextWithoutAnEnd_IsNoLine() => Assert.Equal(["a"], await ReadAsync("a\n{\"type\":", [3]));

    private static string Text(IEnumerable<int> lengths) => string.Concat(lengths.Select((length, index) => Line(length, index) + "\n"));

    private static string Line(int length, int index) => new((char)('a' + (index % 26)), length);

    private static IEnumerable<string> Expected(IEnumerable<int> lengths) =>
        lengths.Select((length, index) => length > Most ? "!" + Line(Most, index) : Line(length, index));

    private static List<string> Read(string text, int[] cuts) => ReadAsync(text, cuts).GetAwaiter().GetResult();

    private static async Task<List<string>> ReadAsync(string text, int[] cuts)
    {
        var lines = new List<string>();
        using var reader = new WatchLineReader(new CutStream(Encoding.UTF8.GetBytes(text), cuts), Most);
        while (await reader.ReadAsync(CancellationToken.None) is { } line)
            lines.Add((line.IsTooLong ? "!" : "") + Encoding.UTF8.GetString(line.Bytes.Span));
        return lines;
    }
}
