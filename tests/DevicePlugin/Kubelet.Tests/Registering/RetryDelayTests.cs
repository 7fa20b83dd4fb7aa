using Coaster.Kubelet.Registering;
using Coaster.Kubelet.Sockets;

namespace Coaster.Kubelet.Tests.Registering;

public sealed class RetryDelayTests
{
    private static readonly SocketIdentity One = new(DateTime.UnixEpoch, DateTime.UnixEpoch);
    private static readonly SocketIdentity Another = One with { Bound = DateTime.UnixEpoch.AddSeconds(1) };
    private readonly RetryDelay _retry = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    [Fact]
    public void Next_AgainAndAgain_DoublesUpToTheBound()
    {
        Assert.Equal([1, 2, 4, 5, 5], Waits(5, One));
        _retry.Reset();
        Assert.Equal(1, _retry.Next(One).TotalSeconds);
    }

    [Fact]
    public void Next_AnotherKubelet_BeginsAnew()
    {
        Assert.Equal([1, 2, 4], Waits(3, One));
        Assert.Equal([1, 2], Waits(2, Another));
    }

    private IEnumerable<double> Waits(int count, SocketIdentity kubelet) => [.. Enumerable.Range(0, count).Select(_ => _retry.Next(kubelet).TotalSeconds)];
}
