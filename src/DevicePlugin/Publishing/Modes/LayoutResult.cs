namespace Coaster.Publishing.Modes;

/// <summary>What became of a layout.</summary>
/// <param name="Problem">Why the GPU is not cut like that, as a sentence for people; null when it is.</param>
public sealed record LayoutResult(string? Problem)
{
    /// <summary>The GPU is cut like that.</summary>
    public static LayoutResult Done { get; } = new((string?)null);
}
