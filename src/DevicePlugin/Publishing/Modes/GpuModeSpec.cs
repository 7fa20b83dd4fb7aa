using Coaster.GpuModel.Inventory;

namespace Coaster.Publishing.Modes;

/// <summary>What a GPU is, or shall be, offered as. Two are equal when they say the same.</summary>
/// <param name="Mode">The mode.</param>
public sealed record GpuModeSpec(GpuMode Mode)
{
    /// <summary>What holds where nobody said anything.</summary>
    public static GpuModeSpec Auto { get; } = new(GpuMode.Auto);

    /// <summary>The profiles of the MIG devices that it is cut into, sorted; empty to leave them as they are. With <see cref="GpuMode.Mig"/> only.</summary>
    public IReadOnlyList<string> Layout { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(GpuModeSpec? other) =>
        other is not null && Mode == other.Mode && Layout.SequenceEqual(other.Layout, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mode, Layout.Count);

    /// <summary>The words for people: <c>shared</c>, <c>mig 1g.18gb 3g.71gb</c>.</summary>
    public override string ToString() => string.Join(' ', [Mode.Word(), .. Layout]);
}
