namespace Coaster.Publishing.Modes;

/// <summary>How far a GPU is on the way to the wanted mode.</summary>
public enum GpuModeProgress
{
    /// <summary>It is there.</summary>
    Applied,

    /// <summary>It is in use: it takes no new work, and changes when the last that uses it has ended.</summary>
    Waiting,

    /// <summary>It could not be changed; it goes on as it was, and is tried again while nobody uses it.</summary>
    Failed,
}
