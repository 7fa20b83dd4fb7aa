using Coaster.KubeApi.Events;

namespace Coaster.KubeApi.Tests.Events;

public sealed class BoundedMemoryTests
{
    [Fact]
    public void GetOrAdd_MoreThanTheBound_ForgetsTheOldest()
    {
        var memory = new BoundedMemory<int, int>(2);
        foreach (var number in new[] { 1, 2, 1, 3 })
            memory.GetOrAdd(number, () => number);
        Assert.Equal((2, false, true), (memory.Count, memory.TryGet(1, out _), memory.TryGet(3, out _)));
    }
}
