namespace Coaster.Slicing.Allocation;

/// <summary>An id that may or must be chosen, taken apart without a copy of its UUID.</summary>
internal readonly struct PooledDevice(string id, int uuidLength, int index, bool isMust) : IComparable<PooledDevice>
{
    public string Id => id;

    public bool IsMust => isMust;

    public ReadOnlySpan<char> Uuid => id.AsSpan(0, uuidLength);

    private int Index => index;

    /// <summary>By GPU and index; of an id that is there twice the one that must be chosen is first.</summary>
    public int CompareTo(PooledDevice other)
    {
        var order = Uuid.SequenceCompareTo(other.Uuid);
        if (order == 0)
            order = Index.CompareTo(other.Index);
        return order != 0 ? order : other.IsMust.CompareTo(IsMust);
    }

    public bool IsSameDevice(PooledDevice other) => Index == other.Index && Uuid.SequenceEqual(other.Uuid);
}
