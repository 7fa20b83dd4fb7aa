
namespace Coaster.NvmlInterop.Inventory;

/// <summary>What the kernel tells of the GPUs in files; below the driver root first, because a simulated driver has its own there.</summary>
internal sealed class DriverFiles(string driverRoot)
{
    /// <summary>The NUMA node of a PCI device, or null where the kernel does not say.</summary>
    public int? NumaNode(PciAddress pci)
    {
        if (pci.BusId.Length == 0)
            return null;
        var text = Roots.Select(root => Path.Combine(root, "sys/bus/pci/devices", pci.SysfsName, "numa_node")).Select(ReadOrNull)
            .FirstOrDefault(static text => text is not null);
        return int.TryParse(text, out var node) && node >= 0 ? node : null;
    }

    /// <summary>The GPUs that the kernel module knows, in the order of their PCI address.</summary>
    public IReadOnlyList<KernelGpu> Gpus()
    {
        var folder = Roots.Select(root => Path.Combine(root, "proc/driver/nvidia/gpus")).FirstOrDefault(Directory.Exists);
        return folder is null ? [] : [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(static gpu => ReadOrNull(Path.Combine(gpu, "information"))).OfType<string>().Select(KernelGpu.Parse)];
    }

    private IEnumerable<string> Roots => new[] { driverRoot, "/" }.Distinct();

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
