using Coaster.ClusterState.Demands;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;

namespace Coaster.ClusterState.Nodes;

/// <summary>A node and all that is held on it. To be changed by the book that it is in alone.</summary>
internal sealed class NodeEntry(string name)
{
    private static readonly NodeInventory NoGpus = new("", "", []);
    private readonly Dictionary<string, (HostNeed Host, IReadOnlyList<ContainerBooking> Gpus)> _held = [];
    private long _cpuMilli;
    private long _memoryMiB;

    public string Name => name;

    /// <summary>What the API server tells of it; null while it is only known from pods that are bound to it.</summary>
    public NodeFacts? Facts { get; private set; }

    /// <summary>Its GPUs and who holds them.</summary>
    public NodeState Gpus { get; private set; } = NodeState.Of(NoGpus, []);

    /// <summary>Its place among the nodes with GPUs, or -1.</summary>
    public int Number { get; set; } = -1;

    /// <summary>Whether the number of its model says all of its GPUs.</summary>
    public bool HasOneModel { get; set; }

    /// <summary>Free processors in thousandths, below 0 where more is promised than there is.</summary>
    public int FreeCpuMilli => Left(Facts?.Offered.CpuMilli, _cpuMilli);

    /// <summary>Free host memory in MiB, in the same way.</summary>
    public int FreeMemoryMiB => Left(Facts?.Offered.MemoryMiB, _memoryMiB);

    /// <summary>Whether nobody knows of it any more.</summary>
    public bool IsForgotten => Facts is null && _held.Count == 0;

    /// <summary>The UIDs of the pods that hold something here.</summary>
    public IReadOnlyCollection<string> Pods => _held.Keys;

    /// <summary>What the API server tells of it now; null when it is gone.</summary>
    public void Tell(NodeFacts? facts)
    {
        if (!ReferenceEquals(Facts?.Inventory, facts?.Inventory))
            Gpus = NodeState.Of(facts?.Inventory ?? NoGpus, _held.Select(held => new Booking(held.Key, held.Value.Gpus)));
        Facts = facts;
    }

    /// <summary>A pod holds that from now on, and nothing else.</summary>
    public void Hold(string uid, HostNeed host, IReadOnlyList<ContainerBooking> gpus)
    {
        Release(uid);
        _held[uid] = (host, gpus);
        (_cpuMilli, _memoryMiB) = (_cpuMilli + host.CpuMilli, _memoryMiB + host.MemoryMiB);
        foreach (var container in gpus)
            Gpus = Gpus.With(uid, container);
    }

    /// <summary>A pod holds nothing any more.</summary>
    public void Release(string uid)
    {
        if (!_held.Remove(uid, out var held))
            return;
        (_cpuMilli, _memoryMiB) = (_cpuMilli - held.Host.CpuMilli, _memoryMiB - held.Host.MemoryMiB);
        if (held.Gpus.Count > 0)
            Gpus = Gpus.Without(uid);
    }

    private static int Left(int? offered, long held) => (int)Math.Max((offered ?? 0) - held, int.MinValue);
}
