using Coaster.GpuModel.Inventory;

namespace Coaster.GpuModel.Requests;

/// <summary>Which GPUs may serve a request. An empty list excludes nothing.</summary>
/// <param name="Models">Fragments of model names, matched without letter case: <c>h200</c> fits <c>NVIDIA H200</c>.</param>
/// <param name="Devices">Names of GPUs or MIG devices, in any form of <see cref="DeviceName"/>.</param>
public sealed record GpuFilter(IReadOnlyList<string> Models, IReadOnlyList<DeviceName> Devices)
{
    /// <summary>The filter that every GPU passes.</summary>
    public static GpuFilter Any { get; } = new([], []);

    /// <summary>Whether the GPU's model is one of those asked for.</summary>
    public bool AcceptsModel(Gpu gpu) =>
        Models.Count == 0 || Models.Any(model => gpu.Model.Contains(model, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public bool Equals(GpuFilter? other) =>
        other is not null && Models.SequenceEqual(other.Models) && Devices.SequenceEqual(other.Devices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Models.Count, Devices.Count);
}
