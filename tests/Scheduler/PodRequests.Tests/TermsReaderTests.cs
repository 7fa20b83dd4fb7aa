using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.PodRequests.Tests;

public sealed class TermsReaderTests
{
    private static readonly TermsReader Reader = new(["fragmentation", "binpack", "spread"]);

    [Fact]
    public void Read_NoneOfOurs_IsUsual() => Assert.Equal(GpuTerms.Usual, Reader.Read(new Dictionary<string, string> { ["a"] = "b", ["ten.ai/booking"] = "{" }));

    [Fact]
    public void Read_Everything_IsWhatItSays()
    {
        var terms = Reader.Read(new Dictionary<string, string>
        {
            ["ten.ai/gpu-model"] = "H200, A100",
            ["ten.ai/gpu-uuid"] = "GPU-a,MIG-b",
            ["ten.ai/gpu-uuid-exclude"] = "GPU-c",
            ["ten.ai/gpu-count"] = " 2 ",
            ["ten.ai/gpu-core-limit"] = "hard",
            ["ten.ai/gpu-priority"] = "9",
            ["ten.ai/gpu-tier"] = "mps",
            ["ten.ai/gpu-policy"] = "spread",
        });
        var filter = new GpuFilter(["H200", "A100"], []) { Only = ["GPU-a", "MIG-b"], Except = ["GPU-c"] };
        Assert.Equal(new GpuTerms(filter, 2, CoreLimit.Hard, 9, EnforcementTier.Mps, "spread"), terms);
    }

    [Theory]
    [InlineData("gpu-model", "", "it has ''")]
    [InlineData("gpu-model", "H200,,A100", "it has ''")]
    [InlineData("gpu-model", "a\nb", "it has 'a?b'")]
    [InlineData("gpu-uuid", "0", "it has '0'")]
    [InlineData("gpu-uuid", "GPU-a,../b", "it has '../b'")]
    [InlineData("gpu-uuid-exclude", "GPU-a;GPU-b", "it has 'GPU-a;GPU-b'")]
    [InlineData("gpu-count", "0", "it is '0'")]
    [InlineData("gpu-count", "33", "it is '33'")]
    [InlineData("gpu-count", "two", "it is 'two'")]
    [InlineData("gpu-count", "-1", "it is '-1'")]
    [InlineData("gpu-core-limit", "Hard", "it is 'Hard'")]
    [InlineData("gpu-priority", "10", "priority is '10'")]
    [InlineData("gpu-tier", "booked", "tier is 'booked'")]
    [InlineData("gpu-policy", "best", "it is 'best'. Write one of fragmentation, binpack, spread")]
    public void Read_NotUnderstood_IsRefusedByName(string annotation, string text, string why)
    {
        var message = Assert.Throws<CoasterException>(() => Reader.Read(new Dictionary<string, string> { ["ten.ai/" + annotation] = text })).Message;
        Assert.StartsWith($"cannot read ten.ai/{annotation}: ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VeryLong_IsRefusedInFewWords()
    {
        foreach (var text in new[] { new string('x', 200_000), string.Join(',', Enumerable.Repeat("GPU-a", 100_000)) })
        {
            var message = Assert.Throws<CoasterException>(() => Reader.Read(new Dictionary<string, string> { ["ten.ai/gpu-uuid"] = text })).Message;
            Assert.InRange(message.Length, 1, 250);
        }
    }

    [Fact]
    public void Read_AnyText_IsReadOrRefused()
    {
        var names = Gen.Elements("model", "uuid", "uuid-exclude", "count", "core-limit", "priority", "tier", "policy");
        var texts = Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), Gen.Elements("1", "soft", "GPU-1,GPU-2", "shim", ",", " "));
        Prop.ForAll(names.Zip(texts).ToArbitrary(), given =>
            Record.Exception(() => Reader.Read(new Dictionary<string, string> { ["ten.ai/gpu-" + given.Item1] = given.Item2 })) is null or CoasterException)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
