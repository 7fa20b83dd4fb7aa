namespace Coaster.Slicing.Allocation;

/// <summary>An id that may or must be chosen, taken apart without a copy of its UUID.</summary>
internal readonly struct PooledDevice(string id, int uuidLength, int index, bool isMust)
{
    public string Id => id;

    public bool IsMust => isMust;

    public ReadOnlySpan<char> Uuid => id.AsSpan(0, uuidLength);

    private int Index => index;

    /// <summary>Its place among others, when its GPU has that place among theirs.</summary>
    public long Key(int gpu) => ((long)gpu << 32) | ((long)Index << 1) | (isMust ? 0L : 1L);

    public bool IsSameDevice(PooledDevice other) => Index == other.Index && Uuid.SequenceEqual(other.Uuid);
}
