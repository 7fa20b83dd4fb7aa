using System.Text.Json;

namespace Coaster.Integration.Tests.Machine;

/// <summary>What <c>coaster ps</c> says, and what must be left of a container afterwards: nothing.</summary>
internal static class Bookings
{
    public static IReadOnlyList<JsonElement> Of(TestMachine machine) =>
        [.. JsonDocument.Parse(machine.Coaster("ps", "-o", "json").MustSucceed().Output).RootElement.GetProperty("containers").EnumerateArray()];

    /// <summary>The MiB booked of each GPU, by UUID.</summary>
    public static Dictionary<string, long> MemoryByGpu(TestMachine machine) => Of(machine)
        .SelectMany(container => container.GetProperty("gpus").EnumerateArray())
        .GroupBy(gpu => gpu.GetProperty("uuid").GetString()!)
        .ToDictionary(gpu => gpu.Key, gpu => gpu.Sum(grant => grant.GetProperty("memoryMiB").GetInt64()));

    /// <summary>The names of those that hold something.</summary>
    public static IReadOnlyList<string> Names(TestMachine machine) => [.. Of(machine).Select(container => container.GetProperty("name").GetString()!)];

    /// <summary>Waits until a booking's file is gone without anybody looking, as a hook that frees makes it.</summary>
    public static bool IsFreedByItself(TestMachine machine) => SpinWait.SpinUntil(
        () => Directory.GetFiles(Path.Combine(machine.StateDirectory, "bookings"), "*.json").Length == 0, TimeSpan.FromSeconds(30));

    /// <summary>No booking, no folder, no mount, no cgroup.</summary>
    public static void AssertNothingLeft(TestMachine machine)
    {
        Assert.Empty(Of(machine));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(machine.StateDirectory, "bookings")));
        // Files go after the bookings, and while nobody has to wait for that.
        var containers = Path.Combine(machine.StateDirectory, "containers");
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFileSystemEntries(containers).Length == 0, TimeSpan.FromSeconds(30)), "files are left");
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(machine.StateDirectory, "runc")));
        Assert.DoesNotContain(File.ReadAllLines("/proc/mounts"), mount => mount.Contains(machine.StateDirectory, StringComparison.Ordinal));
        Assert.Empty(Cgroups());
    }

    private static IEnumerable<string> Cgroups() =>
        Directory.EnumerateDirectories("/sys/fs/cgroup", "coaster", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .SelectMany(Directory.GetDirectories);
}
