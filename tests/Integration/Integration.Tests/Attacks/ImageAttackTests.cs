using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>Every hostile image by every way: it ends, and the host is as it was.</summary>
public sealed class ImageAttackTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private static int _count;

    public static TheoryData<Way, string> Attacks
    {
        get
        {
            var all = new TheoryData<Way, string>();
            foreach (var name in ImageAttacks.All.Keys)
                foreach (var way in ImageAttacks.LinkedDev.Contains(name) ? [Way.Config] : Enum.GetValues<Way>())
                    all.Add(way, name);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Run_HostileImage_HarmsNobody(Way way, string attack)
    {
        var id = $"attack-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        var image = new HostileImage(machine, id);
        ImageAttacks.All[attack](image);

        var run = new HostileBundle(machine, way, id, image).Run();

        Harm.AssertEnd(run);
        Harm.AssertOwnGpuOnly(run);
        image.Canary.AssertUntouched();
        Assert.DoesNotContain("nvidia", Shell.Run("find", image.Volume, "-type", "c"), StringComparison.Ordinal);
        Harm.AssertNothingLeft(machine, id);
        Remember(way, attack, run);
    }

    [Theory]
    [InlineData(Way.Config)]
    [InlineData(Way.PrestartHook)]
    [InlineData(Way.CreateRuntimeHook)]
    public void Run_HarmlessImage_HasItsGpu(Way way)
    {
        var image = new HostileImage(machine, "plain-" + way);

        var run = new HostileBundle(machine, way, "plain-" + way, image).Run().MustSucceed();

        Assert.Contains("GPUS /dev/nvidia0\n", run.Output, StringComparison.Ordinal);
        Harm.AssertOwnGpuOnly(run);
        Harm.AssertNothingLeft(machine, "plain-" + way);
    }

    private static void Remember(Way way, string attack, ProgramRun run)
    {
        if (Environment.GetEnvironmentVariable("COASTER_ATTACK_LOG") is { Length: > 0 } log)
            File.AppendAllText(log, $"{way}\t{attack}\t{run.ExitCode}\t{run.Error.Trim().Split('\n')[0]}\n");
    }
}
