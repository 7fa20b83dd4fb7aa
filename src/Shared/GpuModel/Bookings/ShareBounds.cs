namespace Coaster.GpuModel.Bookings;

/// <summary>What the shares of one GPU may add up to, the settings' <c>oversubscription</c>. One share alone never gets more than the GPU has.</summary>
/// <param name="CorePercent">The most that the guaranteed percents may add up to, <see cref="Whole"/> to <see cref="MostCorePercent"/>.</param>
/// <param name="MemoryPercent">
/// The most that the memory may add up to, in percent of what is usable, <see cref="Whole"/> to <see cref="MostMemoryPercent"/>; above
/// <see cref="Whole"/> the shares' memory is managed memory.
/// </param>
public sealed record ShareBounds(int CorePercent, int MemoryPercent)
{
    /// <summary>What a GPU has, in percent.</summary>
    public const int Whole = 100;

    /// <summary>The most that an administrator may allow of compute.</summary>
    public const int MostCorePercent = 1000;

    /// <summary>The most that an administrator may allow of memory.</summary>
    public const int MostMemoryPercent = 400;

    /// <summary>No more than there is, which holds where nothing is configured.</summary>
    public static ShareBounds Default { get; } = new(Whole, Whole);
}
