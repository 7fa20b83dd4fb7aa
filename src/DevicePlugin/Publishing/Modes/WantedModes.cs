namespace Coaster.Publishing.Modes;

/// <summary>What the operator wants of a node's GPUs.</summary>
/// <param name="ByGpu">The UUIDs of the GPUs that entries name; null where the entry is refused, so that a slip of the pen changes nothing.</param>
/// <param name="Others">What holds for all others; null as above.</param>
/// <param name="Refusals">Why entries are refused, one sentence each.</param>
public sealed record WantedModes(IReadOnlyDictionary<string, GpuModeSpec?> ByGpu, GpuModeSpec? Others, IReadOnlyList<string> Refusals)
{
    /// <summary>Nobody wants anything: every GPU is <c>auto</c>.</summary>
    public static WantedModes None { get; } = new(new Dictionary<string, GpuModeSpec?>(), GpuModeSpec.Auto, []);

    /// <summary>What is wanted of a GPU; null to leave it as it is.</summary>
    public GpuModeSpec? Of(string uuid) => ByGpu.TryGetValue(uuid, out var wanted) ? wanted : Others;
}
