using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>What no attack may lead to.</summary>
internal static class Harm
{
    private const int Killed = 137;

    /// <summary>What an open of a device is told that the container may open, and that has no driver behind it.</summary>
    private const string Open = "No such device or address";

    private const string Closed = "Operation not permitted";

    /// <summary>The run ended by itself: in success, in one line of ours, or in words of the low-level runtime's own.</summary>
    public static void AssertEnd(ProgramRun run)
    {
        Assert.NotEqual(Killed, run.ExitCode);
        if (run.ExitCode == 0)
            return;
        var ours = run.Error.Split('\n').Where(line => line.Contains("coaster: ", StringComparison.Ordinal)).ToList();
        Assert.True(ours.Count <= 1, run.Error);
        Assert.DoesNotContain("mistake of ours", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        if (ours.Count == 1)
            Assert.Matches(@"coaster: .+: .+\. .+\.", ours[0]);
        else
            Assert.Matches("(?m)^(.*level=error|runc|.*container_linux|ERRO)", run.Error);
    }

    /// <summary>A container that ran met its own GPU or none, and no other, and nothing of the host.</summary>
    public static void AssertOwnGpuOnly(ProgramRun run)
    {
        if (!run.Output.Contains("GPUS", StringComparison.Ordinal))
            return;
        Assert.Contains("DONE", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SEEN", run.Output, StringComparison.Ordinal);
        var allowed = run.Output.Contains("GPUS /dev/nvidia[0-9]*\n", StringComparison.Ordinal) ? Closed : Open;
        Assert.Matches("(?m)^0 .*" + allowed, run.Output);
        Assert.Matches("(?m)^255 .*" + allowed, run.Output);
        Assert.Matches("(?m)^1 .*" + Closed, run.Output);
    }

    /// <summary>Nothing of the container is left: no booking, no files that held it to its share, no cgroup.</summary>
    public static void AssertNothingLeft(TestMachine machine, string id)
    {
        Assert.Empty(Bookings.Of(machine));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(machine.StateDirectory, "bookings")));
        Assert.DoesNotContain(File.ReadLines("/proc/self/mounts"), line => line.Contains($"{machine.StateDirectory}/quota/", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(machine.StateDirectory, "quota", id)));
        Assert.DoesNotContain(CgroupFolders(), folder => Directory.Exists($"{folder}/coaster-test/{id}"));
    }

    private static string[] CgroupFolders() => [.. Directory.GetDirectories("/sys/fs/cgroup"), "/sys/fs/cgroup"];
}
