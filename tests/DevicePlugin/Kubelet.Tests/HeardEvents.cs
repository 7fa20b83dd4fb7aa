using System.Collections.Concurrent;
using Coaster.Kubelet.Events;

namespace Coaster.Kubelet.Tests;

/// <summary>Keeps what happened.</summary>
internal sealed class HeardEvents : IKubeletEvents
{
    public ConcurrentQueue<KubeletEvent> All { get; } = [];

    public void Happened(KubeletEvent happened) => All.Enqueue(happened);

    public int Count(KubeletEventKind kind) => All.Count(happened => happened.Kind == kind);
}
