using Coaster.NvmlInterop.Native;

namespace Coaster.NvmlInterop.Inventory;

/// <summary>The name of a MIG device's profile, as CUDA writes it.</summary>
public static class MigName
{
    private const string Marker = " MIG ";

    /// <summary>The name of a kind of GPU instance; worked out where the driver is too old to tell.</summary>
    /// <param name="profile">The kind.</param>
    /// <param name="parentBytes">The whole GPU's memory.</param>
    public static string Of(MigInstanceProfile profile, long parentBytes) => profile.Name ?? FromAttributes(
        new MigAttributes(profile.Slices, profile.Slices, profile.Multiprocessors, profile.MemoryMiB), parentBytes) + (HasMediaEngines(profile) ? "+me" : "");

    /// <summary>Of <c>NVIDIA H200 MIG 1g.18gb</c> the last word; null when there is none.</summary>
    internal static string? FromProduct(string name)
    {
        var at = name.LastIndexOf(Marker, StringComparison.Ordinal);
        return at < 0 ? null : name[(at + Marker.Length)..].Trim();
    }

    /// <summary>
    /// The name worked out as NVIDIA's own tools do: the memory counts in eighths of the GPU's, rounded up, and is written in whole GB of
    /// the GPU's.
    /// </summary>
    internal static string FromAttributes(MigAttributes attributes, long parentBytes)
    {
        var slices = attributes.ComputeSlices == attributes.GpuSlices
            ? $"{attributes.GpuSlices}g"
            : $"{attributes.ComputeSlices}c.{attributes.GpuSlices}g";
        return $"{slices}.{Gigabytes(attributes.MemoryMiB, parentBytes)}gb";
    }

    /// <summary>Whether it is one of the first two kinds that NVML has a second time, with the media engines.</summary>
    private static bool HasMediaEngines(MigInstanceProfile profile) =>
        profile.Kind is NvmlConstants.NVML_GPU_INSTANCE_PROFILE_1_SLICE_REV1 or NvmlConstants.NVML_GPU_INSTANCE_PROFILE_2_SLICE_REV1;

    private static double Gigabytes(long mib, long parentBytes)
    {
        if (parentBytes <= 0)
            return Math.Round(mib / 1024.0, MidpointRounding.AwayFromZero);
        var eighths = Math.Ceiling(mib * 1024.0 * 1024.0 / parentBytes * 8) / 8;
        return Math.Round(eighths * Math.Ceiling(parentBytes / (1024.0 * 1024 * 1024)), MidpointRounding.AwayFromZero);
    }
}
