using System.Text;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>What the author of an image can put into it, by name.</summary>
internal static class ImageAttacks
{
    private const string Cache = "/etc/ld.so.cache";

    public static IReadOnlyDictionary<string, Action<HostileImage>> All { get; } = Folders().Concat(Devices()).Concat(Libraries()).Concat(Caches()).Concat(Quotas())
        .ToDictionary(attack => attack.Name, attack => attack.Plant, StringComparer.Ordinal);

    /// <summary>
    /// Attacks that coaster-runtime keeps from the low-level runtime. By way of a hook they are that one's alone: it has made its own devices
    /// before any hook runs, and older runc follows such a link on the machine.
    /// </summary>
    public static IReadOnlySet<string> LinkedDev { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "/dev leads to the host", "/dev climbs to the host", "/dev in a shared folder", "/dev is the root" };

    /// <summary>Folders in which something is made or mounted, as links that lead out.</summary>
    private static IEnumerable<(string Name, Action<HostileImage> Plant)> Folders()
    {
        foreach (var folder in (string[])["/usr", "/usr/lib", HostileImage.Libraries, "/usr/bin", "/etc", "/proc", "/lib64", "/run", "/usr/lib/firmware"])
        {
            yield return ($"{folder} leads to the host", image => image.Link(folder, image.Canary.Path));
            yield return ($"{folder} climbs to the host", image => image.Link(folder, string.Concat(Enumerable.Repeat("../", 40)) + image.Canary.Path.TrimStart('/')));
        }

        yield return ("libraries by a chain of links", image =>
        {
            image.Link(HostileImage.Libraries, "/opt/a");
            image.Link("/opt/a", "../opt/./b/../b");
            image.Link("/opt/b", "../../../.." + image.Canary.Path);
        });
        yield return ("libraries by a loop of links", image =>
        {
            image.Link(HostileImage.Libraries, "/opt/a");
            image.Link("/opt/a", "/opt/b");
            image.Link("/opt/b", "/opt/a");
        });
        yield return ("libraries in the root itself", image => image.Link(HostileImage.Libraries, "/"));
        yield return ("libraries in /proc", image => image.Link(HostileImage.Libraries, "/proc/self/attr"));
        yield return ("libraries through a process's root", image => image.Link(HostileImage.Libraries, "/proc/1/root" + image.Canary.Path));
        yield return ("libraries in /sys", image => image.Link(HostileImage.Libraries, "/sys/fs/cgroup"));
        yield return ("libraries in a file", image => image.Write(HostileImage.Libraries, [1]));
        yield return ("libraries in a shared folder", image => image.Link(HostileImage.Libraries, "/volume"));
        yield return ("/dev is a file", image => image.Write("/dev", [1]));
        yield return ("/dev leads to the host", image => image.Link("/dev", image.Canary.Path));
        yield return ("/dev climbs to the host", image => image.Link("/dev", "../../../../../../.." + image.Canary.Path));
        yield return ("/dev in a shared folder", image => image.Link("/dev", "/volume"));
        yield return ("/dev is the root", image => image.Link("/dev", "/"));
    }

    private static IEnumerable<(string Name, Action<HostileImage> Plant)> Devices()
    {
        foreach (var node in (string[])["/dev/nvidia0", "/dev/nvidiactl"])
        {
            yield return Shown($"{node} leads to the host", image => image.Link(node, image.Canary.Path + "/shadow"));
            yield return Shown($"{node} leads to a device", image => image.Link(node, "/dev/null"));
            yield return Shown($"{node} is a file", image => image.Write(node, [1]));
            yield return Shown($"{node} is a folder", image => image.Folder(node));
            yield return Shown($"{node} is another GPU", image => image.Device(node, 195, 7));
            yield return Shown($"{node} is a FIFO", image => image.Fifo(node));
        }
    }

    private static (string Name, Action<HostileImage> Plant) Shown(string name, Action<HostileImage> plant) => (name, image =>
    {
        image.KeepDev();
        plant(image);
    });

    private static IEnumerable<(string Name, Action<HostileImage> Plant)> Libraries()
    {
        yield return ("libcuda leads to the host", image => image.Link(HostileImage.Library, image.Canary.Path + "/shadow"));
        yield return ("libcuda leads to a word of the kernel", image => image.Link(HostileImage.Library, "/proc/self/attr/current"));
        yield return ("libcuda leads to the machine's switches", image => image.Link(HostileImage.Library, "/proc/sys/kernel/core_pattern"));
        yield return ("libcuda leads to /dev/zero", image => image.Link(HostileImage.Library, "/dev/zero"));
        yield return ("libcuda leads to an open file", image => image.Link(HostileImage.Library, "/proc/self/fd/3"));
        yield return ("libcuda is a FIFO", image => image.Fifo(HostileImage.Library));
        yield return ("libcuda is a folder", image => image.Folder(HostileImage.Library));
        yield return ("libcuda is a device", image => image.Device(HostileImage.Library, 1, 5));
        yield return ("nvidia-smi leads to the host", image => image.Link("/usr/bin/nvidia-smi", image.Canary.Path + "/bin/nvidia-smi"));
        yield return ("nvidia-smi leads to a program of the kernel's", image => image.Link("/usr/bin/nvidia-smi", "/proc/self/exe"));
    }

    /// <summary>Where a share gets its limits and the file that makes its loader load the library.</summary>
    private static IEnumerable<(string Name, Action<HostileImage> Plant)> Quotas()
    {
        foreach (var path in (string[])["/etc/ld.so.preload", "/run/coaster-quota"])
        {
            yield return ($"{path} leads to the host", image => image.Link(path, image.Canary.Path + "/shadow"));
            yield return ($"{path} climbs to the host", image => image.Link(path, "../../../../../../.." + image.Canary.Path));
            yield return ($"{path} leads to a word of the kernel", image => image.Link(path, "/proc/self/attr/current"));
            yield return ($"{path} leads to itself", image => image.Link(path, path));
            yield return ($"{path} is a FIFO", image => image.Fifo(path));
            yield return ($"{path} is a device", image => image.Device(path, 1, 5));
            yield return ($"{path} in a shared folder", image => image.Link(path, "/volume/x"));
        }

        yield return ("/etc/ld.so.preload is a folder", image => image.Folder("/etc/ld.so.preload"));
        yield return ("/etc/ld.so.preload has 10 MB", image => image.Sparse("/etc/ld.so.preload", 10 << 20));
        yield return ("/etc/ld.so.preload is noise", image => image.Write("/etc/ld.so.preload", [.. Enumerable.Range(0, 4096).Select(i => (byte)((i * 31) & 0xff))]));
        yield return ("/run/coaster-quota is a file", image => image.Write("/run/coaster-quota", [1]));
        yield return ("/run/coaster-quota/limits leads to the host", image => image.Link("/run/coaster-quota/limits", image.Canary.Path + "/shadow"));
    }

    private static IEnumerable<(string Name, Action<HostileImage> Plant)> Caches()
    {
        foreach (var (name, place) in ((string, string)[])
            [("/proc", "/proc/sys/kernel/core_pattern"), ("/proc by a dot", "/./proc/sys/kernel/core_pattern"), ("/sys", "//sys/kernel/uevent_helper"),
             ("/dev", "/dev/null"), ("the parents", "/opt/../../../../etc/x"), ("a line feed", "/opt/a\nb/libcuda.so.1"), ("a shared folder", "/volume/libcuda.so.1"),
             ("the root", "/"), ("a long path", "/" + new string('a', 4000) + "/libcuda.so.1"), ("the C library", "/lib/x86_64-linux-gnu/libc.so.6")])
            yield return ($"cache names {name}", image => image.Write(Cache, HostileCache.Of(place)));
        yield return ("cache names the host", image => image.Write(Cache, HostileCache.Of(image.Canary.Path + "/libcuda.so.1")));
        yield return ("cache has a million entries", image => image.Write(Cache, HostileCache.Flood(340_000, "/opt/libcuda.so.1")));
        yield return ("cache has a million entries and too many bytes", image => image.Write(Cache, HostileCache.Flood(1_000_000, "/opt/libcuda.so.1")));
        yield return ("cache points out of the file", image => image.Write(Cache, HostileCache.PointingAt(int.MaxValue, 1)));
        yield return ("cache points before the file", image => image.Write(Cache, HostileCache.PointingAt(int.MinValue, 1)));
        yield return ("cache has less than no entries", image => image.Write(Cache, HostileCache.PointingAt(0, int.MinValue)));
        yield return ("cache has more entries than bytes", image => image.Write(Cache, HostileCache.PointingAt(48, int.MaxValue)));
        yield return ("cache is huge", image => image.Sparse(Cache, 1L << 40));
        yield return ("cache is a FIFO", image => image.Fifo(Cache));
        yield return ("cache is a folder", image => image.Folder(Cache));
        yield return ("cache leads to endless zeros", image => image.Device(Cache, 1, 5));
        yield return ("cache leads to the host", image => image.Link(Cache, image.Canary.Path + "/ld.so.cache"));
        yield return ("cache is noise", image => image.Write(Cache, Encoding.UTF8.GetBytes("glibc-ld.so.cache1.1" + new string('\u00ff', 4000))));
    }
}
