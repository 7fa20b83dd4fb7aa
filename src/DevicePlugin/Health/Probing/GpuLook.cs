namespace Coaster.Health.Probing;

/// <summary>How a GPU stands by its own word. What it does not tell speaks for it.</summary>
internal sealed record GpuLook
{
    /// <summary>Why it does not answer, or null when it does.</summary>
    public string? Silence { get; init; }

    /// <summary>ECC errors since the driver was loaded or the GPU was reset that could not be corrected.</summary>
    public long UncorrectedErrors { get; init; }

    /// <summary>Whether a memory row or page waits for a reset to be replaced.</summary>
    public bool RowPending { get; init; }

    /// <summary>Whether a memory row should have been replaced and could not.</summary>
    public bool RowFailed { get; init; }

    /// <summary>What the driver asks for: 0 nothing, 1 a reset, 2 a reboot, 3 and 4 that the GPU be drained first.</summary>
    public int RecoveryAction { get; init; }
}
