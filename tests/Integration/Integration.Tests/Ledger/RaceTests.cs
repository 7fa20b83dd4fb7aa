using Coaster.Integration.Tests.Machine;
using Coaster.Posix;

namespace Coaster.Integration.Tests.Ledger;

/// <summary>Many at once, and deaths at every moment.</summary>
public sealed class RaceTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private const long UsableMiB = 143_165;

    private static int Containers => Environment.GetEnvironmentVariable("COASTER_SOAK") is null ? 50 : 400;

    [Fact]
    public void FiftyRuns_AtOnceThenKilled_NeverExceedAGpuAndLeaveNothing()
    {
        var containers = Enumerable.Range(0, Containers).Select(_ => machine.Start("mem=20Gi", "echo up; sleep 600")).ToList();
        containers.ForEach(container => container.WaitForOutput("\n"));

        foreach (var (gpu, booked) in Bookings.MemoryByGpu(machine))
            Assert.True(booked <= UsableMiB, $"{gpu} has {booked} MiB booked of {UsableMiB}");
        // Six shares of 20 GiB fit on a GPU, 48 on the machine; the others were told so.
        Assert.Equal(48, Bookings.Of(machine).Count);
        Assert.Equal(Containers - 48, containers.Count(container => container.Output.Contains("cannot book a GPU", StringComparison.Ordinal)));

        containers.ForEach(container => container.Dispose());
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void RunAndReaper_BothKilled_NextCommandClearsUp()
    {
        using var container = machine.Start("mem=20Gi", "echo up; sleep 600", "--name", "orphan");
        container.WaitForOutput("up");
        var inside = ProcessesOf("/coaster/orphan").Select(ProcessIdentity.Of).OfType<ProcessIdentity>().ToList();
        Assert.NotEmpty(inside);

        ReaperOf("orphan").Kill();
        container.Kill();

        Bookings.AssertNothingLeft(machine);
        Assert.All(inside, process => Assert.False(process.IsAlive()));
    }

    [Fact]
    public async Task Run_KilledAtEveryMoment_LeavesNothing()
    {
        // From before the booking to well after the container runs, in steps of about a millisecond of its life.
        for (var delay = 0; delay < 60; delay++)
        {
            using var container = machine.Start("mem=120Gi", "sleep 600");
            await Task.Delay(delay);
        }

        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Container_EndsByItself_IsFreedWithoutAnybodyLooking()
    {
        machine.Run("mem=20Gi", "true", "--name", "short").MustSucceed();

        var file = Path.Combine(machine.StateDirectory, "bookings/short.json");
        var freed = SpinWait.SpinUntil(() => !File.Exists(file), TimeSpan.FromSeconds(30));

        Assert.True(freed, "the reaper left the booking");
    }

    private static IEnumerable<int> ProcessesOf(string cgroup) =>
        File.ReadLines("/sys/fs/cgroup/devices" + cgroup + "/cgroup.procs").Select(int.Parse);

    private static ProcessIdentity ReaperOf(string name) => Directory.GetDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(entry => entry!.All(char.IsAsciiDigit))
        .Select(entry => int.Parse(entry!))
        .Where(pid => CommandLineOf(pid) == $"coaster-reaper\0{name}\0")
        .Select(pid => ProcessIdentity.Of(pid)!)
        .Single();

    private static string CommandLineOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
