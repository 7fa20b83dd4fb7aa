namespace Coaster.Scheduler.Extender;

/// <summary>How good a node is (k8s.io/kube-scheduler/extender/v1, HostPriority).</summary>
/// <param name="Host">The node.</param>
/// <param name="Score">0 to <see cref="Most"/>.</param>
internal sealed record HostPriority(string Host, int Score)
{
    /// <summary>The best that an extender can say (MaxExtenderPriority).</summary>
    public const int Most = 10;
}
