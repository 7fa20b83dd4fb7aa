using Coaster.Kubelet.Drifts;
using Coaster.KubeletApi;

namespace Coaster.Kubelet.Tests.Drifts;

public sealed class DriftFinderTests
{
    [Theory]
    [InlineData("A:2", "A0 A1", false)]
    [InlineData("A:1 B:1", "B3 A2", false)]
    [InlineData("A:2", "B0 B1", true)]
    [InlineData("A:2", "A0 B1", true)]
    [InlineData("A:2", "A0", true)]
    [InlineData("A:2", "A0 A1 B0", true)]
    public void Find_Devices_AreThoseOfTheBookingOrADrift(string booked, string ids, bool isDrift) =>
        Assert.Equal(isDrift, Find(Words.Booked("a", booked), Words.Listed("a", Ids(ids))).Count == 1);

    [Fact]
    public void Find_OtherGpu_SaysBoth()
    {
        var drift = Assert.Single(Find(Words.Booked("a", "A:2"), Words.Listed("a", Ids("B0 A1"))));
        Assert.Equal(
            $"ns/a/main has ten.ai/gpu-mem of 1 of {Words.Uuid('A')} and 1 of {Words.Uuid('B')}, and booked are 2 of {Words.Uuid('A')}", drift.ToString());
    }

    [Fact]
    public void Find_NoDevicesYet_IsNone()
    {
        Assert.Empty(Find(Words.Booked("a", "A:2")));
        Assert.Empty(Find(Words.Booked("a", "A:2"), Words.Listed("a")));
        Assert.Empty(Find(Words.Booked("a", "A:2"), Words.Listed("a", [])));
        Assert.Empty(Find(Words.Booked("a", "A:2"), Words.Listed("a", Ids("B0"), resource: "ten.ai/gpu-core")));
    }

    [Fact]
    public void Find_Finished_IsNone() => Assert.Empty(Find(Words.Booked("a", "A:2", isFinished: true), Words.Listed("a", Ids("B0 B1"))));

    [Fact]
    public void Find_OlderPodOfTheName_IsNoneWhereOneFits() =>
        Assert.Empty(Find(Words.Booked("a", "A:2"), Words.Listed("a", Ids("A0 A1")), Words.Listed("a", Ids("B0 B1"))));

    [Fact]
    public void Find_OtherLetterCase_IsNone() =>
        Assert.Empty(Find(Words.Booked("a", "A:1"), Words.Listed("a", [Words.Id('A', 0).Replace("GPU-A", "GPU-a", StringComparison.Ordinal)])));

    [Fact]
    public void Find_RubbishIds_IsADrift() => Assert.Single(Find(Words.Booked("a", "A:1"), Words.Listed("a", ["rubbish"])));

    private static IReadOnlyList<Drift> Find(BookedPodContainer booked, params PodDevices[] pods) => DriftFinder.Find(Words.Memory, [booked], pods);

    private static IEnumerable<string> Ids(string words) => words.Split(' ').Select(word => Words.Id(word[0], word[1] - '0'));
}
