namespace Coaster.Placement.Mig;

/// <summary>A run of memory slices of one GPU: where a GPU instance lies, or may lie.</summary>
/// <param name="Start">The first slice, from 0.</param>
/// <param name="Size">How many slices.</param>
public readonly record struct MigSlot(int Start, int Size)
{
    /// <summary>The most slices that a GPU may have; GPUs of today have 4 or 8.</summary>
    public const int MaxSlices = 16;

    /// <summary>Whether it lies within what a GPU may have; one that does not is no place for anything.</summary>
    public bool IsSound => Start >= 0 && Size > 0 && Size <= MaxSlices && Start <= MaxSlices - Size;

    /// <summary>One bit for each of its slices; 0 for one that is not sound.</summary>
    internal uint Mask => IsSound ? ((1u << Size) - 1) << Start : 0;

    /// <summary>Such as <c>4-7</c>, or <c>6</c> for a single slice.</summary>
    public override string ToString() => Size == 1 ? $"{Start}" : $"{Start}-{Start + Size - 1}";
}
