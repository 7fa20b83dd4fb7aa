using System.Globalization;
using Coaster.GpuModel.Inventory;
using Coaster.Oci;

namespace Coaster.Injection.Devices;

/// <summary>The display nodes of a GPU (<c>/dev/dri/cardN</c>, <c>renderDN</c>), which graphics programs open besides the driver's own.</summary>
internal static class DrmNodes
{
    internal static IEnumerable<DeviceNode> Of(Gpu gpu)
    {
        var folder = $"/sys/bus/pci/devices/{SysfsName(gpu.PciBusId)}/drm";
        if (!Directory.Exists(folder))
            yield break;
        foreach (var entry in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
            if (Numbers(entry) is { } numbers)
                yield return new DeviceNode("/dev/dri/" + Path.GetFileName(entry), numbers.Major, numbers.Minor);
    }

    /// <summary>NVML writes the domain with eight digits in capitals, sysfs with four in small letters.</summary>
    private static string SysfsName(string busId)
    {
        var name = busId.ToLowerInvariant();
        return name.Length == "00000000:00:00.0".Length ? name[4..] : name;
    }

    private static (int Major, int Minor)? Numbers(string entry)
    {
        var file = Path.Combine(entry, "dev");
        var parts = File.Exists(file) ? File.ReadAllText(file).Trim().Split(':') : [];
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? (major, minor) : null;
    }
}
