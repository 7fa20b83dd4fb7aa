namespace Coaster.GpuModel.Requests;

/// <summary>
/// How much memory one <c>ten.ai/gpu-mem</c> is: one setting for a whole cluster. There are three, because each MiB by itself would be more
/// devices than kubelet takes.
/// </summary>
public sealed record MemoryUnit
{
    private MemoryUnit(long mib) => MiB = mib;

    /// <summary>All that there are, smallest first.</summary>
    public static IReadOnlyList<MemoryUnit> All { get; } = [new(256), new(512), new(1024)];

    /// <summary>1 GiB, which holds where nothing is configured.</summary>
    public static MemoryUnit Default { get; } = All[^1];

    /// <summary>The unit in MiB.</summary>
    public long MiB { get; }

    /// <summary>The unit that the text means.</summary>
    /// <param name="text">The text: <c>256Mi</c>, <c>512Mi</c> or <c>1Gi</c>.</param>
    /// <param name="source">Where it was written, for the message.</param>
    /// <exception cref="CoasterException">The text is none of them.</exception>
    public static MemoryUnit Parse(string text, string source) =>
        Find(text)
        ?? throw new CoasterException($"cannot read {source}", $"the unit is '{SpecText.Quote(text)}'", "Write it as 256Mi, 512Mi or 1Gi");

    /// <summary>The unit that the text means, or null when it is none.</summary>
    public static MemoryUnit? Find(string text) => All.FirstOrDefault(unit => unit.ToString() == text);

    /// <summary>How many whole units an amount of memory in MiB is.</summary>
    public long In(long memoryMiB) => memoryMiB / MiB;

    /// <inheritdoc/>
    public override string ToString() => new MemorySize(MiB).ToString();
}
