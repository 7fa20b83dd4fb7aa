namespace Coaster.Slicing.Allocation;

/// <summary>The devices that may be chosen by GPU, and those that are chosen so far; to begin with those that must be.</summary>
internal sealed class DevicePool
{
    private readonly string _resource;
    private readonly List<PooledGpu> _gpus = [];
    private readonly List<string> _chosen;

    public DevicePool(PreferenceRequest request)
    {
        (_resource, Size) = (request.Resource, request.Size);
        _chosen = [.. request.MustInclude.Distinct(StringComparer.Ordinal)];
        var byUuid = new Dictionary<string, PooledGpu>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Add(byUuid, _chosen, isMust: true);
        Add(byUuid, request.Available, isMust: false);
        _gpus.Sort((one, other) => string.CompareOrdinal(one.Uuid, other.Uuid));
    }

    /// <summary>The GPUs in the order of their UUIDs.</summary>
    public IReadOnlyList<PooledGpu> Gpus => _gpus;

    public IReadOnlyList<string> Chosen => _chosen;

    /// <summary>How many are wanted in all.</summary>
    public int Size { get; }

    /// <summary>How many are still wanted; below 0 when more must be chosen than are wanted.</summary>
    public int Wanted => Size - _chosen.Count;

    public PooledGpu? Find(string uuid) => _gpus.Find(gpu => gpu.Is(uuid));

    public void Take(PooledGpu gpu, int count) => gpu.Take(Math.Min(count, Wanted), _chosen);

    private void Add(Dictionary<string, PooledGpu>.AlternateLookup<ReadOnlySpan<char>> byUuid, IReadOnlyList<string> ids, bool isMust)
    {
        foreach (var id in ids)
            if (DeviceId.TrySplit(_resource, id, out var uuidLength, out var index))
                GpuOf(byUuid, id.AsSpan(0, uuidLength)).Add(new PooledDevice(id, index, isMust));
    }

    private PooledGpu GpuOf(Dictionary<string, PooledGpu>.AlternateLookup<ReadOnlySpan<char>> byUuid, ReadOnlySpan<char> uuid)
    {
        if (byUuid.TryGetValue(uuid, out var known))
            return known;
        var gpu = new PooledGpu(uuid.ToString());
        _gpus.Add(byUuid[uuid] = gpu);
        return gpu;
    }
}
