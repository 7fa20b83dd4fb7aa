using System.Text;
using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>Documents that are made to break whoever reads them, for a container that asks for a share.</summary>
public sealed class SpecAttackTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private static int _count;

    public static TheoryData<string> Attacks => new(Changes.Keys);

    /// <summary>What is put in the place of <c>"ociVersion"</c>, or, with a longer word first, of that word.</summary>
    private static Dictionary<string, Func<string, string>> Changes { get; } = new(StringComparer.Ordinal)
    {
        ["15 MiB of annotations"] = spec => spec.Replace("\"annotations\":{", "\"annotations\":{\"x\":\"" + new string('a', 15 << 20) + "\",", StringComparison.Ordinal),
        ["17 MiB"] = spec => spec + new string(' ', 17 << 20),
        ["100 levels"] = spec => Field(spec, Deep(100)),
        ["100,000 levels"] = spec => Field(spec, Deep(100_000)),
        ["5,000 variables"] = spec => Env(spec, string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"V{i}=x\""))),
        ["100,000 times one variable"] = spec => Env(spec, string.Join(',', Enumerable.Repeat("\"NVIDIA_VISIBLE_DEVICES=0\"", 100_000))),
        ["NUL in a variable"] = spec => Env(spec, "\"A=a\\u0000b\""),
        ["line feed in a variable"] = spec => Env(spec, "\"NVIDIA_REQUIRE_CUDA=a\\nb\""),
        ["half a surrogate in a variable"] = spec => Env(spec, "\"A=\\ud800\""),
        ["half a surrogate in a name"] = spec => Field(spec, "{\"\\udc00\":1}"),
        ["annotations twice"] = spec => spec.Replace("\"annotations\":", "\"annotations\":{\"ten.ai/gpu-mem\":\"1\"},\"annotations\":", StringComparison.Ordinal),
        ["process twice"] = spec => spec.Replace("\"process\":", "\"process\":{},\"process\":", StringComparison.Ordinal),
        ["root twice"] = spec => spec.Replace("\"root\":", "\"root\":{\"path\":\"/\"},\"root\":", StringComparison.Ordinal),
        ["root elsewhere"] = spec => Root(spec, "/nowhere/at/all"),
        ["root above"] = spec => Root(spec, "../../../../../../nowhere"),
        ["root without end"] = spec => Root(spec, "/" + new string('a', 10_000)),
        ["a variable that is a number"] = spec => Env(spec, "1e999999"),
        ["no JSON"] = _ => "\u0000\u0001",
        ["nothing"] = _ => "",
        ["a cgroup above"] = spec => spec.Replace("\"cgroupsPath\":\"", "\"cgroupsPath\":\"/../../..", StringComparison.Ordinal),
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Run_HostileDocument_EndsAndHarmsNobody(string attack)
    {
        foreach (var way in Enum.GetValues<Way>())
        {
            var id = $"spec-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
            var image = new HostileImage(machine, id);
            var bundle = new HostileBundle(machine, way, id, image);
            var file = Path.Combine(bundle.Path, "config.json");
            File.WriteAllText(file, Changes[attack](File.ReadAllText(file)), new UTF8Encoding(false));

            var run = bundle.Run();

            Harm.AssertEnd(run);
            Harm.AssertOwnGpuOnly(run);
            image.Canary.AssertUntouched();
            Harm.AssertNothingLeft(machine, id);
            Assert.Equal(["config.json"], Directory.GetFiles(bundle.Path).Select(Path.GetFileName));
        }
    }

    /// <summary>Ours alone: runc refuses it before it runs a hook, and leaves an empty cgroup.</summary>
    [Fact]
    public void Run_RootWithANul_IsRefused()
    {
        var bundle = new HostileBundle(machine, Way.Config, "nul", new HostileImage(machine, "nul"));
        var file = Path.Combine(bundle.Path, "config.json");
        File.WriteAllText(file, Root(File.ReadAllText(file), "/tmp\\u0000/x"));

        var run = bundle.Run();

        Assert.Contains("has a NUL", run.Error, StringComparison.Ordinal);
        Harm.AssertEnd(run);
        Harm.AssertNothingLeft(machine, "nul");
    }

    /// <summary>Older runc takes half a minute over as many variables, which is its own affair: here it does nothing.</summary>
    [Fact]
    public void Run_AHundredThousandVariables_AreReadInTime()
    {
        var bundle = new HostileBundle(machine, Way.Config, "many", new HostileImage(machine, "many"));
        var settings = Path.Combine(bundle.Path, "settings");
        File.WriteAllText(settings, $$"""{"stateDirectory": "{{machine.StateDirectory}}", "runtimes": ["true"]}""");
        bundle.AddEnv([.. Enumerable.Range(0, 100_000).Select(i => $"V{i}=x")]);

        var run = HostileBundle.Bounded(machine, "env", "COASTER_CONFIG=" + settings, BuiltPrograms.Runtime, "run", "--bundle", bundle.Path, "many");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("/dev/nvidia0", File.ReadAllText(Path.Combine(bundle.Path, "config.json")), StringComparison.Ordinal);
        Harm.AssertNothingLeft(machine, "many");
    }

    private static string Field(string spec, string value) => "{\"x\":" + value + "," + spec[1..];

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);

    private static string Env(string spec, string variables) => spec.Replace("\"env\":[", "\"env\":[" + variables + ",", StringComparison.Ordinal);

    private static string Root(string spec, string path)
    {
        var at = spec.IndexOf("\"path\":\"", spec.IndexOf("\"root\"", StringComparison.Ordinal), StringComparison.Ordinal) + "\"path\":\"".Length;
        return spec[..at] + path + spec[spec.IndexOf('"', at)..];
    }
}
