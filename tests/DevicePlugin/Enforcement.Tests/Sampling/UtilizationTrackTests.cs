using Coaster.Enforcement.Sampling;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Processes;

namespace Coaster.Enforcement.Tests.Sampling;

public sealed class UtilizationTrackTests
{
    private readonly FakeTime _time = new();
    private readonly UtilizationTrack _track;

    public UtilizationTrackTests() => _track = new UtilizationTrack(new MonotonicClock(_time));

    [Fact]
    public void Add_SamplesOfAPeriod_ArePercentOfItsTime()
    {
        Assert.Equal(0, _track.Add([Sample(10, 30)], [])[10]);
        Step();
        var busy = _track.Add([Sample(10, 30), Sample(11, 70)], []);
        Assert.Equal((30_000_000, 70_000_000), (busy[10], busy[11]));
        Assert.Equal(new MonotonicClock(_time).NowNs, _track.MeasuredUntilNs);
    }

    [Fact]
    public void Add_SampleThatWasSeen_DoesNotCountTwice()
    {
        var sample = Sample(10, 50);
        _track.Add([sample], []);
        Step();
        Assert.Empty(_track.Add([sample], []));
    }

    [Fact]
    public void Add_NothingRan_CountsAsMeasuredAfterAWhile()
    {
        _track.Add([Sample(10, 50)], []);
        var until = _track.MeasuredUntilNs;
        Step();
        _track.Add([], []);
        Assert.Equal(until, _track.MeasuredUntilNs);
        for (var i = 0; i < 5; i++)
            Step();
        _track.Add([], []);
        Assert.True(_track.MeasuredUntilNs > until);
    }

    [Fact]
    public void Add_PercentThatCannotBe_IsCutDown()
    {
        _track.Add([Sample(10, 50)], []);
        Step();
        Assert.Equal(100_000_000, _track.Add([Sample(10, int.MaxValue)], [])[10]);
    }

    [Fact]
    public void Add_ManySmallOnesRoundedUp_TogetherAreTheGpusOwnPercent()
    {
        var pids = Enumerable.Range(10, 8).ToList();
        _track.Add([Sample(9, 72)], []);
        Step();
        var busy = _track.Add([Sample(9, 72), .. pids.Select(pid => Sample(pid, 4))], [Whole(100)]);
        Assert.Equal(100_000_000, busy.Values.Sum(), 10d);
        Assert.Equal(28.44, pids.Sum(pid => busy[pid]) / 1e6, 0.01);
    }

    [Fact]
    public void Add_GpusPercentIsOfOtherTimes_DoesNotCount()
    {
        _track.Add([Sample(10, 50)], []);
        var before = Whole(100);
        Step();
        Assert.Equal(50_000_000, _track.Add([Sample(10, 50)], [before])[10]);
    }

    private void Step() => _time.Advance(TimeSpan.FromMilliseconds(100));

    private UtilizationSample Whole(int percent) => new((long)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMicroseconds, percent);

    private ProcessUtilization Sample(int pid, int percent) =>
        new(pid, (long)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMicroseconds, percent, 0, 0, 0);
}
