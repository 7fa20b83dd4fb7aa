using System.Text;
using System.Threading.Channels;
using Coaster.GpuBench.Extender.Pods;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>The pods of an API server: each change is an event with a version, and a watch begins with those after the version it names.</summary>
internal sealed class PodStore
{
    private const string Type = "\"kind\":\"Pod\",\"apiVersion\":\"v1\",";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeptPod> _pods = [];
    private readonly List<byte[]> _events = [];
    private readonly List<Channel<byte[]>> _watches = [];

    /// <summary>A pod is made, with a node and a booking where it is bound already.</summary>
    internal void Add(BenchPod pod, string node = "", string booking = "") =>
        Tell("ADDED", new KeptPod(pod, node, booking, node.Length == 0 ? "Pending" : "Running"));

    /// <summary>A pod is bound; false where it is gone or bound already.</summary>
    internal bool Bind(string name, string node, string booking)
    {
        lock (_lock)
        {
            if (!_pods.TryGetValue(name, out var kept) || kept.Node.Length > 0)
                return false;
            Tell("MODIFIED", kept with { Node = node, Booking = booking });
            return true;
        }
    }

    /// <summary>A pod ends, and is deleted.</summary>
    internal void End(BenchPod pod)
    {
        lock (_lock)
        {
            var ended = _pods[pod.Name] with { Phase = "Succeeded" };
            Tell("MODIFIED", ended);
            Tell("DELETED", ended);
            _pods.Remove(pod.Name);
        }
    }

    /// <summary>The pod as JSON, or null.</summary>
    internal string? Find(string name)
    {
        lock (_lock)
            return _pods.TryGetValue(name, out var kept) ? kept.Text(Type, _events.Count) : null;
    }

    /// <summary>All pods as JSON.</summary>
    internal string List()
    {
        lock (_lock)
            return $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{_events.Count}}"},"items":[""" +
                string.Join(',', _pods.Values.Select(kept => kept.Text(Type, _events.Count))) + "]}";
    }

    /// <summary>What happened after a version, and all that happens from now on.</summary>
    internal Channel<byte[]> Watch(int version)
    {
        var watch = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var line in _events.Skip(version))
                watch.Writer.TryWrite(line);
            _watches.Add(watch);
        }

        return watch;
    }

    /// <summary>Nobody reads a watch any more.</summary>
    internal void End(Channel<byte[]> watch)
    {
        lock (_lock)
            _watches.Remove(watch);
    }

    private void Tell(string what, KeptPod kept)
    {
        lock (_lock)
        {
            _pods[kept.Pod.Name] = kept;
            var line = Encoding.UTF8.GetBytes($$"""{"type":"{{what}}","object":{{kept.Text(Type, _events.Count + 1)}}}""" + "\n");
            _events.Add(line);
            foreach (var watch in _watches)
                watch.Writer.TryWrite(line);
        }
    }

    private sealed record KeptPod(BenchPod Pod, string Node, string Booking, string Phase)
    {
        internal string Text(string type, int version) => Pod.Text(type, version, Node, Booking, Phase);
    }
}
