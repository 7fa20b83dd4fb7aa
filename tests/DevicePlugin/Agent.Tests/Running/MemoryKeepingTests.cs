using Coaster.Agent.Running;

namespace Coaster.Agent.Tests.Running;

public sealed class MemoryKeepingTests
{
    private const long Little = 1 << 18;
    private const long Much = 1L << 30;

    private readonly MemoryKeeping _keeping = new(TimeProvider.System);

    [Fact]
    public void Step_LittleAllocated_DoesNothing() => Assert.False(_keeping.Step(Little));

    [Fact]
    public void Step_MuchAllocated_CollectsAll()
    {
        var before = GC.CollectionCount(GC.MaxGeneration);
        Assert.True(_keeping.Step(Much));
        Assert.True(GC.CollectionCount(GC.MaxGeneration) > before);
    }

    [Fact]
    public void Step_LittleAllocatedSince_DoesNothing()
    {
        Assert.True(_keeping.Step(Much));
        Assert.False(_keeping.Step(Much + Little));
        Assert.True(_keeping.Step(2 * Much));
    }

    [Fact]
    public async Task RunAsync_Ended_Ends()
    {
        using var ending = new CancellationTokenSource();
        var running = _keeping.RunAsync(ending.Token);
        await ending.CancelAsync();
        await running.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
