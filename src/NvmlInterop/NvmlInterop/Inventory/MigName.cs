
namespace Coaster.NvmlInterop.Inventory;

/// <summary>The name of a MIG device's profile, as CUDA writes it.</summary>
internal static class MigName
{
    private const string Marker = " MIG ";

    /// <summary>Of <c>NVIDIA H200 MIG 1g.18gb</c> the last word; null when there is none.</summary>
    public static string? FromProduct(string name)
    {
        var at = name.LastIndexOf(Marker, StringComparison.Ordinal);
        return at < 0 ? null : name[(at + Marker.Length)..].Trim();
    }

    /// <summary>
    /// The name worked out as NVIDIA's own tools do: the memory counts in eighths of the GPU's, rounded up, and is written in whole GB of
    /// the GPU's.
    /// </summary>
    public static string FromAttributes(MigAttributes attributes, long parentBytes)
    {
        var slices = attributes.ComputeSlices == attributes.GpuSlices
            ? $"{attributes.GpuSlices}g"
            : $"{attributes.ComputeSlices}c.{attributes.GpuSlices}g";
        return $"{slices}.{Gigabytes(attributes.MemoryMiB, parentBytes)}gb";
    }

    private static double Gigabytes(long mib, long parentBytes)
    {
        if (parentBytes <= 0)
            return Math.Round(mib / 1024.0, MidpointRounding.AwayFromZero);
        var eighths = Math.Ceiling(mib * 1024.0 * 1024.0 / parentBytes * 8) / 8;
        return Math.Round(eighths * Math.Ceiling(parentBytes / (1024.0 * 1024 * 1024)), MidpointRounding.AwayFromZero);
    }
}
