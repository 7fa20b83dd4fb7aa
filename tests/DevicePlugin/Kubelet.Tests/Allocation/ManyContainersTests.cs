namespace Coaster.Kubelet.Tests.Allocation;

public sealed class ManyContainersTests
{
    private const int Containers = 200;
    private const int Size = 4;
    private const string Gpus = "ABCDEFGH";

    /// <summary>Nothing but kubelet's list tells containers of one size apart, and kubelet takes them in an order of its own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Allocate_ManyOfOneSize_AllAreOnTheirBookedGpu(bool isWatchLate)
    {
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { ReviewEvery = TimeSpan.FromSeconds(5) });
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource(Gpus, Containers / Gpus.Length * Size));
        var random = new Random(7);
        var booked = Enumerable.Range(0, Containers).Select(index => Words.Booked($"pod{index}", $"{Gpus[index % Gpus.Length]}:{Size}")).ToArray();
        random.Shuffle(booked);
        if (!isWatchLate)
            plugin.Booked.Add(booked);
        foreach (var container in booked.OrderBy(_ => random.Next()).ToList())
        {
            if (isWatchLate)
                plugin.Booked.AddLate(container);
            var chosen = await kubelet.AllocateAsync(container.Name, Size);
            Assert.Equal(container.Devices.Devices.Single().Uuid, Assert.Single(chosen.Select(id => id[..id.IndexOf(':')]).Distinct()));
        }

        Assert.Equal(Containers, plugin.Memory.Allocations);
        Assert.Empty(plugin.Host.Status.Drifts);
        Assert.Equal(0, plugin.Memory.Errors);
    }
}
