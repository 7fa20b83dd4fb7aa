using System.Text;
using Coaster.Cli.Configure.Changes;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Cli.Tests.Configure;

public sealed class UnifiedDiffTests
{
    private static readonly Gen<string> Text =
        from lines in Gen.Elements("a\n", "b\n", "c\n", "\n").ListOf()
        from end in Gen.Elements("", "a", "z")
        select string.Concat(lines) + end;

    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n")]
    [InlineData(null, "a\n", "--- /dev/null\n+++ f\n@@ -0,0 +1,1 @@\n+a\n")]
    [InlineData("a\n", null, "--- f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n")]
    [InlineData("a", "a\n", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n")]
    public void Of_TwoTexts_IsWhatDiffPrints(string? before, string? after, string diff) => Assert.Equal(diff, UnifiedDiff.Of("f", Bytes(before), Bytes(after)));

    [Fact]
    public void Of_AnyTexts_HoldsBoth() => Prop.ForAll(Text.ToArbitrary(), Text.ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Of_ManyLines_IsMadeInBoundedMemory()
    {
        var (before, after) = (string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i}\n")), string.Concat(Enumerable.Range(0, 5000).Select(i => $"x{i}\n")));
        Assert.True(Holds(before, after));
    }

    // The lines of each side are a part of its text, and what is around them is equal in both.
    private static bool Holds(string before, string after)
    {
        var diff = UnifiedDiff.Of("f", Bytes(before), Bytes(after));
        var lines = diff[(diff.IndexOf("@@\n", StringComparison.Ordinal) + 3)..].Split('\n')[..^1];
        return before.Contains(Side(lines, '-'), StringComparison.Ordinal) && after.Contains(Side(lines, '+'), StringComparison.Ordinal);
    }

    private static string Side(string[] lines, char mark) => string.Concat(lines
        .Select((line, i) => (Line: line, Ends: i + 1 == lines.Length || lines[i + 1][0] != '\\'))
        .Where(entry => entry.Line[0] == ' ' || entry.Line[0] == mark)
        .Select(entry => entry.Line[1..] + (entry.Ends ? "\n" : "")));

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
