using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>Names in env and annotations that would be paths, commands or lines of their own.</summary>
public sealed class NameAttackTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private static int _count;

    [Theory]
    [InlineData("0:../1")]
    [InlineData("MIG-../../x")]
    [InlineData("GPU-../../../etc/shadow")]
    [InlineData("/dev/nvidia1")]
    [InlineData("..")]
    [InlineData("0\n1")]
    [InlineData("0;reboot")]
    [InlineData("nvidia.com/gpu=../1")]
    [InlineData("nvidia.com/../gpu=1")]
    [InlineData("nvidia.com/gpu=0,1")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    [InlineData("0\u001b[2J")]
    [InlineData("٠")]
    public void VisibleDevices_HostileName_IsRefused(string name) => AssertRefused(
        Way.PrestartHook, bundle => bundle.AddEnv("NVIDIA_VISIBLE_DEVICES=" + name));

    [Theory]
    [InlineData("../../etc/cdi=0")]
    [InlineData("nvidia.com/gpu=/0")]
    [InlineData("/=")]
    [InlineData("")]
    [InlineData("nvidia.com/gpu=0\u0000")]
    [InlineData("nvidia.com/gpu=no-such-device")]
    public void CdiAnnotation_HostileName_IsRefused(string name) => AssertRefused(
        Way.PrestartHook, bundle => bundle.Annotate("cdi.k8s.io/x", name), config: true);

    [Theory]
    [InlineData("4096; reboot")]
    [InlineData("../../4096")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    [InlineData("4096\n")]
    [InlineData("1e9")]
    public void ShareAnnotation_Hostile_IsRefused(string value) => AssertRefused(Way.Config, bundle => bundle.Annotate("ten.ai/gpu-mem", value));

    [Theory]
    [InlineData("../attack")]
    [InlineData("/etc/attack")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a\nb")]
    [InlineData("a b")]
    public void ContainerId_Hostile_IsRefused(string id)
    {
        var image = new HostileImage(machine, Next());
        var bundle = new HostileBundle(machine, Way.Config, Next(), image);

        var run = HostileBundle.Bounded(machine, BuiltPrograms.Runtime, "run", "--bundle", bundle.Path, id);

        Assert.NotEqual(0, run.ExitCode);
        AssertHarmless(run, image);
    }

    [Fact]
    public void ContainerId_AsLongAsItGets_IsRefused() => ContainerId_Hostile_IsRefused(new string('a', 100_000));

    /// <summary>An image that says it needs an endless list of things.</summary>
    [Theory]
    [InlineData(',')]
    [InlineData(' ')]
    public void Requirement_AHundredThousandTerms_IsRefusedInTime(char between) => AssertRefused(
        Way.Config, bundle => bundle.AddEnv("NVIDIA_REQUIRE_CUDA=" + string.Join(between, Enumerable.Repeat("cuda>=99.9", 100_000))));

    [Fact]
    public void Requirement_ALongNumber_IsRefusedInTime() => AssertRefused(
        Way.Config, bundle => bundle.AddEnv("NVIDIA_REQUIRE_CUDA=cuda>=" + new string('9', 120_000)));

    private void AssertRefused(Way way, Action<HostileBundle> plant, bool config = false)
    {
        var id = Next();
        var image = new HostileImage(machine, id);
        var bundle = new HostileBundle(machine, way, id, image);
        plant(bundle);

        var run = config ? HostileBundle.Bounded(machine, BuiltPrograms.Runtime, "run", "--bundle", bundle.Path, id) : bundle.Run();

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("coaster: ", run.Error, StringComparison.Ordinal);
        AssertHarmless(run, image);
    }

    private void AssertHarmless(Testing.ProgramRun run, HostileImage image)
    {
        Harm.AssertEnd(run);
        image.Canary.AssertUntouched();
        Harm.AssertNothingLeft(machine, "none");
    }

    private static string Next() => $"name-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
}
