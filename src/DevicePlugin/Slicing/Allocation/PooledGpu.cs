using System.Runtime.InteropServices;

namespace Coaster.Slicing.Allocation;

/// <summary>
/// The devices of one GPU in a pool, and how far they are used up. Kubelet names thousands in no order while it waits: those of a GPU are put in order when
/// they are looked at, which are seldom all.
/// </summary>
internal sealed class PooledGpu(string uuid)
{
    private readonly List<PooledDevice> _devices = [];
    private bool _isSettled;
    private int _free;
    private int _next;

    public string Uuid => uuid;

    /// <summary>How many more can be taken.</summary>
    public int Free
    {
        get
        {
            Settle();
            return _free;
        }
    }

    /// <summary>How many are chosen, among them those that must be.</summary>
    public int Chosen { get; private set; }

    /// <summary>How many must be chosen.</summary>
    public int Must { get; private set; }

    public bool Is(string other) => uuid.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds a device that can be taken, or one that is chosen already; to be called before anything is looked at.</summary>
    public void Add(PooledDevice device)
    {
        _devices.Add(device);
        if (device.IsMust)
            Chosen = ++Must;
    }

    /// <summary>Adds the lowest of the free devices to the chosen ones, at most so many as there are.</summary>
    public void Take(int count, List<string> chosen)
    {
        for (var left = Math.Min(count, Free); left > 0; _next++)
        {
            if (_devices[_next].IsMust)
                continue;
            chosen.Add(_devices[_next].Id);
            (_free, Chosen, left) = (_free - 1, Chosen + 1, left - 1);
        }
    }

    /// <summary>By index, each device once.</summary>
    private void Settle()
    {
        if (_isSettled)
            return;
        var devices = CollectionsMarshal.AsSpan(_devices);
        devices.Sort();
        var kept = 0;
        foreach (var device in devices)
            if (kept == 0 || devices[kept - 1].Index != device.Index)
                devices[kept++] = device;
        CollectionsMarshal.SetCount(_devices, kept);
        (_isSettled, _free) = (true, kept - Must);
    }
}
