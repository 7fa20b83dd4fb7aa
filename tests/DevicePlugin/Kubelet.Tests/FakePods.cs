using Coaster.Kubelet.Ports;
using Coaster.KubeletApi;

namespace Coaster.Kubelet.Tests;

/// <summary>A list of kubelet's that says what it is told to.</summary>
internal sealed class FakePods : IKubeletPods
{
    private volatile IReadOnlyList<PodDevices> _list = [];
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What is thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it never answers.</summary>
    public bool IsStuck { get; set; }

    public void Say(params PodDevices[] list) => _list = list;

    public async Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        if (IsStuck)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return Failure is { } failure ? throw failure : _list;
    }

    public async Task<IReadOnlyList<PodHoldings>> ListHoldingsAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken)).Select(pod => pod.Holdings)];
}
