namespace Coaster.GpuBench.Device.Outside;

/// <summary>All that was measured.</summary>
/// <param name="Memory">The limit, way by way.</param>
/// <param name="Turns">What a share costs.</param>
/// <param name="Split">How exactly the GPU's time is divided.</param>
/// <param name="Torch">What PyTorch found on the whole GPU and under the share, name by name; null with a reason.</param>
/// <param name="TorchReason">Why PyTorch was not asked, or nothing.</param>
internal sealed record Results(
    IReadOnlyList<MemoryResult> Memory, IReadOnlyList<Turn> Turns, Split Split, IReadOnlyDictionary<string, (string Whole, string Share)>? Torch,
    string TorchReason);
