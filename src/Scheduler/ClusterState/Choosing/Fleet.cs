using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies;
using Coaster.Placement.Cluster.Policies.Capacity;
using Coaster.Placement.Cluster.Room;

namespace Coaster.ClusterState.Choosing;

/// <summary>
/// The nodes with GPUs as the policies see them. A change of what is held is taken over when somebody asks next; other nodes, or other GPUs in them, are
/// another cluster to the policies, and what was learned goes over.
/// </summary>
internal sealed class Fleet
{
    /// <summary>The names of the policies that a pod may choose.</summary>
    public static readonly IReadOnlyList<string> Policies = [Default, "binpack", "spread"];

    /// <summary>The one that places pods which choose none.</summary>
    public const string Default = "fragmentation";

    private const int MostTables = 512;
    private readonly ModelNumbers _models = new();
    private readonly HashSet<NodeEntry> _changed = [];
    private readonly Dictionary<(string Policy, PodShape Shape), ShapeScores> _tables = [];
    private readonly SortedDictionary<string, NodeEntry> _nodes = new(StringComparer.Ordinal);
    private Dictionary<string, IClusterPolicy> _policies = [];
    private RemainingCapacityPolicy? _learned;
    private readonly KnownVerdicts _verdicts = new();
    private bool _isOther = true;

    /// <summary>What is free, node by node; see <see cref="NodeEntry.Number"/>.</summary>
    public ClusterRoom Room { get; private set; } = new([]);

    /// <summary>A node is not as it was.</summary>
    public void Changed(NodeEntry node) => _changed.Add(node);

    /// <summary>The policy of a pod.</summary>
    public IClusterPolicy PolicyOf(PodDemand demand) => _policies[demand.Terms.Policy ?? Default];

    /// <summary>The shape of a pod that has one; to be asked after <see cref="Refresh"/>.</summary>
    public PodShape? ShapeOf(PodDemand demand) =>
        demand.Containers.Count == 1 ? DemandShape.Of(demand, _models.Accepting(demand.Containers[0].Request.Filter)) : null;

    /// <summary>Why a node has no room for a pod.</summary>
    public NodeVerdict VerdictOf(NodeEntry node, PodDemand demand) =>
        node.Number >= 0 && demand is { Problem: null, Containers.Count: 1 } ? _verdicts.Of(node, Room.Nodes[node.Number].Version, demand) : NodeVerdicts.Of(node, demand);

    /// <summary>How good nodes are for pods of a shape.</summary>
    public ShapeScores ScoresOf(IClusterPolicy policy, PodShape shape)
    {
        var alike = policy.Alike(shape);
        if (_tables.TryGetValue((policy.Name, alike), out var table))
            return table;
        if (_tables.Count == MostTables)
            _tables.Clear();
        return _tables[(policy.Name, alike)] = new ShapeScores(Room.Nodes.Count, policy, alike);
    }

    /// <summary>A pod came that was not known before.</summary>
    public void Arrived(PodDemand demand)
    {
        Refresh();
        if (ShapeOf(demand) is { } shape)
            _learned!.Arrived(shape);
    }

    /// <summary>Takes over what has changed.</summary>
    public void Refresh()
    {
        foreach (var node in _changed)
            Take(node);
        _changed.Clear();
        if (_isOther)
            Build();
    }

    private void Take(NodeEntry node)
    {
        var capacity = node.Gpus.Gpus.Count > 0 ? CapacityOf(node) : null;
        var known = node.Number >= 0 ? Room.Nodes[node.Number].Capacity : null;
        if (!IsSame(capacity, known))
            Exchange(node, capacity);
        else if (capacity is not null && !_isOther)
            Show(node);
    }

    private void Exchange(NodeEntry node, NodeCapacity? capacity)
    {
        _isOther = true;
        if (capacity is null)
            _nodes.Remove(node.Name);
        else
            _nodes[node.Name] = node;
        if (capacity is null)
            node.Number = -1;
    }

    private void Build()
    {
        _isOther = false;
        var nodes = _nodes.Values.ToList();
        Room = new ClusterRoom(nodes.Select(CapacityOf));
        foreach (var (number, node) in nodes.Index())
            (node.Number, node.HasOneModel) = (number, _models.IsExact(Room.Nodes[number].Model));
        nodes.ForEach(Show);
        _learned = new RemainingCapacityPolicy(Room, _learned);
        _policies = new Dictionary<string, IClusterPolicy> { [Default] = _learned, ["binpack"] = new BinpackPolicy(), ["spread"] = new SpreadPolicy() };
        _tables.Clear();
        _verdicts.Clear(nodes.Count);
    }

    private void Show(NodeEntry node) => Room.Set(node.Number, node.FreeCpuMilli, node.FreeMemoryMiB, GpuRooms.Of(node.Gpus));

    private NodeCapacity CapacityOf(NodeEntry node) => new(
        node.Facts?.Offered.CpuMilli ?? 0,
        node.Facts?.Offered.MemoryMiB ?? 0,
        _models.Of(node.Gpus.Inventory),
        [.. node.Gpus.Gpus.Select(state => GpuRooms.MostMiB(state.Gpu))]);

    private static bool IsSame(NodeCapacity? one, NodeCapacity? other) => one is null || other is null
        ? one is null && other is null
        : (one.CpuMilli, one.MemoryMiB, one.Model) == (other.CpuMilli, other.MemoryMiB, other.Model) && one.GpuMemoryMiB.SequenceEqual(other.GpuMemoryMiB);
}
