namespace Coaster.Slicing.Allocation;

/// <summary>The devices of one GPU in a pool, lowest index first, and how far they are used up.</summary>
internal sealed class PooledGpu(ArraySegment<PooledDevice> devices)
{
    private int _next;

    /// <summary>How many more can be taken.</summary>
    public int Free { get; private set; } = Count(devices, must: false);

    /// <summary>How many are chosen, among them those that must be.</summary>
    public int Chosen { get; private set; } = Count(devices, must: true);

    /// <summary>How many must be chosen.</summary>
    public int Must { get; } = Count(devices, must: true);

    public ReadOnlySpan<char> Uuid => devices[0].Uuid;

    public bool Is(string uuid) => Uuid.Equals(uuid, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the lowest of the free devices to the chosen ones, at most so many as there are.</summary>
    public void Take(int count, List<string> chosen)
    {
        for (var left = Math.Min(count, Free); left > 0; _next++)
        {
            if (devices[_next].IsMust)
                continue;
            chosen.Add(devices[_next].Id);
            (Free, Chosen, left) = (Free - 1, Chosen + 1, left - 1);
        }
    }

    private static int Count(ArraySegment<PooledDevice> devices, bool must)
    {
        var count = 0;
        foreach (var device in devices)
            if (device.IsMust == must)
                count++;
        return count;
    }
}
