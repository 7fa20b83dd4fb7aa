namespace Coaster.Kubelet;

/// <summary>How long things take at most, and how often they are done.</summary>
internal sealed record KubeletTimings
{
    /// <summary>How often the folder is looked at when nothing tells of a change.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The wait before the first new attempt. It is not shorter because of kubelets from 1.25 on: the end of a stream that they notice after the next
    /// registration is taken for the end of the new one, see PluginDisconnected in
    /// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/cm/devicemanager/manager.go.
    /// </summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longer than the ten seconds for which kubelet dials back within the call.</summary>
    public TimeSpan RegisterBound { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long kubelet may take from the registration to the stream.</summary>
    public TimeSpan StreamBound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a resource stays that has no devices any more; twice as long as kubelet keeps one whose plugin is gone.</summary>
    public TimeSpan CloseAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Kubelet admits no other pod meanwhile.</summary>
    public TimeSpan ListBound { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The bound of all looks within one call.</summary>
    public TimeSpan LookBound { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the review may take, which nobody waits for.</summary>
    public TimeSpan ReviewBound { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ReviewEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after an allocation it is reviewed, together with all that came meanwhile.</summary>
    public TimeSpan ReviewSettle { get; init; } = TimeSpan.FromSeconds(3);
}
