namespace Coaster.GpuModel.Inventory;

/// <summary>
/// One physical GPU of a node: what stays true of it between two reboots. Of a lost GPU nothing may be known but its index: then its
/// UUID, model and bus id are empty and its memory is 0.
/// </summary>
/// <param name="Index">NVML's index, from 0; it may change with a reboot, so nothing is booked by it.</param>
/// <param name="Uuid">The identity, <c>GPU-</c> and a lower-case UUID.</param>
/// <param name="Minor">NVML's minor number, the N of <c>/dev/nvidiaN</c>; not always the index, and -1 when the driver does not say.</param>
/// <param name="Model">The product name that NVML gives, such as <c>NVIDIA H200</c>.</param>
/// <param name="MemoryMiB">Usable memory in MiB: NVML memory v2, total less reserved, rounded down.</param>
/// <param name="PciBusId">Domain, bus and device as NVML writes them, such as <c>00000000:1B:00.0</c>.</param>
/// <param name="NumaNode">The NUMA node that the GPU hangs on, or -1 when the machine does not say.</param>
/// <param name="Health">Whether the GPU may be booked.</param>
/// <param name="MigMode">The MIG mode in force.</param>
/// <param name="Mig">The MIG devices that exist now; empty while MIG is off.</param>
public sealed record Gpu(
    int Index,
    string Uuid,
    int Minor,
    string Model,
    long MemoryMiB,
    string PciBusId,
    int NumaNode,
    GpuHealth Health,
    MigMode MigMode,
    IReadOnlyList<MigDevice> Mig)
{
    /// <summary>The most that all guaranteed compute shares of one GPU may add up to, in percent.</summary>
    public const int WholeCorePercent = 100;

    /// <summary>How many blocks a GPU is cut into.</summary>
    public const int BlocksPerGpu = 100;

    /// <summary>CUDA's compute capability, such as <c>9.0</c>, or null when the driver does not say.</summary>
    public string? ComputeCapability { get; init; }

    /// <summary>
    /// The family it is sold in, in the words of images' requirements: <c>tesla</c>, <c>nvidia</c>, <c>geforcertx</c> and so on, all small;
    /// null when the driver does not say.
    /// </summary>
    public string? Brand { get; init; }

    /// <summary>What the operator lets it be offered as.</summary>
    public GpuMode Mode { get; init; }

    /// <summary>The memory of one block in MiB: a hundredth of what is usable, rounded down.</summary>
    public long BlockMiB => MemoryMiB / BlocksPerGpu;
}
