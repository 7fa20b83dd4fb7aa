using System.Text;
using Coaster.GpuModel;
using Coaster.KubeTesting;
using Coaster.PodBookings.Disk;
using Coaster.PodModel.Pods;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.PodBookings.Tests.Disk;

public sealed class StoredPodCodecTests
{
    private const string Golden = """
        {"v":1,"uid":"u-1","namespace":"default","name":"a","containers":[{"name":"main","role":"app","resources":{"ten.ai/gpu-core":30,"ten.ai/gpu-mem":8}},
        {"name":"side","role":"sidecar","resources":{}}],"booking":"{}"}
        """;

    private static readonly PodFacts Facts = new(
        new PodName("default", "a", "u-1"),
        [
            new PodContainer("main", ContainerRole.App, new SortedDictionary<string, int> { ["ten.ai/gpu-core"] = 30, ["ten.ai/gpu-mem"] = 8 }, false),
            new PodContainer("side", ContainerRole.Sidecar, new Dictionary<string, int>(), false),
        ],
        "{}",
        IsEnded: false);

    [Fact]
    public void Encode_Pod_IsTheGoldenText() =>
        Assert.Equal(Golden.Replace("\n", "", StringComparison.Ordinal), Encoding.UTF8.GetString(StoredPodCodec.Encode(new StoredPod(Facts, "{}")).Span));

    [Fact]
    public void Decode_AnyPod_IsWhatWasEncoded() => Prop.ForAll(Holders.Some.ToArbitrary(), pods => pods.All(pod =>
    {
        var back = StoredPodCodec.Decode(StoredPodCodec.Encode(new StoredPod(pod.Facts, "text \" of it")));
        return (back.Text, back.Facts.Pod) == ("text \" of it", pod.Facts.Pod)
            && back.Facts.Containers.Select(container => (container.Name, container.Role))
                .SequenceEqual(pod.Facts.Containers.Select(container => (container.Name, container.Role)));
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_MutatedText_IsReadOrRefused() =>
        Prop.ForAll(Mutations.Of(Golden).ToArbitrary(), bytes =>
        {
            try
            {
                var pod = StoredPodCodec.Decode(bytes);
                return PodReader.IsName(pod.Facts.Pod) && Encoding.UTF8.GetString(StoredPodCodec.Encode(pod).Span).Length > 0;
            }
            catch (CodecException error)
            {
                return error.Message.Length > 0;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("u-1", "../u")]
    [InlineData("\"app\"", "\"other\"")]
    [InlineData(":30", ":-1")]
    [InlineData(":30", ":99999999999")]
    [InlineData("ten.ai/gpu-core", "cpu")]
    [InlineData("\"booking\":\"{}\"", "\"booking\":null")]
    [InlineData("\"name\":\"a\"", "\"name\":7")]
    public void Decode_WrongField_IsRefused(string from, string to) =>
        Assert.Throws<CodecException>(() => StoredPodCodec.Decode(Encoding.UTF8.GetBytes(Golden.Replace(from, to, StringComparison.Ordinal))));
}
