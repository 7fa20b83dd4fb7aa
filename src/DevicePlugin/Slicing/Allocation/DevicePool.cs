namespace Coaster.Slicing.Allocation;

/// <summary>The devices that may be chosen by GPU, and those that are chosen so far; to begin with those that must be.</summary>
internal sealed class DevicePool
{
    private readonly List<PooledGpu> _gpus = [];
    private readonly List<string> _chosen;

    public DevicePool(PreferenceRequest request)
    {
        Size = request.Size;
        _chosen = [.. request.MustInclude.Distinct(StringComparer.Ordinal)];
        var devices = new PooledDevice[_chosen.Count + request.Available.Count];
        var count = Add(devices, 0, request.Resource, _chosen, isMust: true);
        count = Add(devices, count, request.Resource, request.Available, isMust: false);
        Split(Sorted(devices, count));
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

    private static int Add(PooledDevice[] devices, int count, string resource, IReadOnlyList<string> ids, bool isMust)
    {
        foreach (var id in ids)
            if (DeviceId.TrySplit(resource, id, out var uuidLength, out var index))
                devices[count++] = new PooledDevice(id, uuidLength, index, isMust);
        return count;
    }

    /// <summary>By GPU and index, each device once.</summary>
    private static ArraySegment<PooledDevice> Sorted(PooledDevice[] devices, int count)
    {
        Array.Sort(DeviceKeys.Of(devices.AsSpan(0, count)), devices, 0, count);
        var kept = 0;
        for (var i = 0; i < count; i++)
            if (kept == 0 || !devices[kept - 1].IsSameDevice(devices[i]))
                devices[kept++] = devices[i];
        return new ArraySegment<PooledDevice>(devices, 0, kept);
    }

    private void Split(ArraySegment<PooledDevice> devices)
    {
        var start = 0;
        for (var end = 1; end <= devices.Count; end++)
        {
            if (end < devices.Count && devices[end].Uuid.SequenceEqual(devices[start].Uuid))
                continue;
            _gpus.Add(new PooledGpu(devices[start..end]));
            start = end;
        }
    }
}
