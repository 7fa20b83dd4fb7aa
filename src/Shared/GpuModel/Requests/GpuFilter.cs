using Coaster.GpuModel.Inventory;

namespace Coaster.GpuModel.Requests;

/// <summary>Which GPUs may serve a request. An empty list excludes nothing.</summary>
/// <param name="Models">Fragments of model names, matched without letter case: <c>h200</c> fits <c>NVIDIA H200</c>.</param>
/// <param name="Devices">Names of GPUs or MIG devices, in any form of <see cref="DeviceName"/>.</param>
public sealed record GpuFilter(IReadOnlyList<string> Models, IReadOnlyList<DeviceName> Devices)
{
    /// <summary>The filter that every GPU passes.</summary>
    public static GpuFilter Any { get; } = new([], []);

    /// <summary>
    /// UUIDs of GPUs or MIG devices: no others may serve, and a machine need not have all of them, unlike <see cref="Devices"/>. A GPU's stands for its MIG
    /// devices too.
    /// </summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>UUIDs of GPUs or MIG devices that may not serve. A GPU's stands for its MIG devices too.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether the GPU, or that MIG device of it, is none of those that are left out.</summary>
    public bool AcceptsUuid(Gpu gpu, MigDevice? mig) => (Only.Count == 0 || Names(Only, gpu, mig)) && !Names(Except, gpu, mig);

    /// <summary>Whether the GPU's model is one of those asked for.</summary>
    public bool AcceptsModel(Gpu gpu) =>
        Models.Count == 0 || Models.Any(model => gpu.Model.Contains(model, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public bool Equals(GpuFilter? other) =>
        other is not null && Models.SequenceEqual(other.Models) && Devices.SequenceEqual(other.Devices)
        && Only.SequenceEqual(other.Only) && Except.SequenceEqual(other.Except);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Models.Count, Devices.Count);

    private static bool Names(IReadOnlyList<string> uuids, Gpu gpu, MigDevice? mig) =>
        uuids.Contains(gpu.Uuid, StringComparer.OrdinalIgnoreCase) || (mig is not null && uuids.Contains(mig.Uuid, StringComparer.OrdinalIgnoreCase));
}
