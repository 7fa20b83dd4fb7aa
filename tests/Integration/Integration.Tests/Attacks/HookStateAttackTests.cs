using System.Diagnostics;
using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>States that a hook is given on its standard input and that no runtime would write.</summary>
public sealed class HookStateAttackTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private static int _count;

    [Theory]
    [InlineData("""{"id": "../../x", "pid": PID, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "", "pid": PID, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": 0, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": -1, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": 1, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": PID, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": 2147483647, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": 4294967297, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": "1", "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x", "pid": PID, "bundle": "relative"}""")]
    [InlineData("""{"id": "x", "pid": PID, "bundle": "/nowhere"}""")]
    [InlineData("""{"id": "x", "pid": PID, "bundle": "/proc/self/root"}""")]
    [InlineData("""{"id": "x", "pid": PID, "bundle": "BUNDLE\u0000"}""")]
    [InlineData("""{"id": "\ud800", "pid": PID, "bundle": "BUNDLE"}""")]
    [InlineData("""{"id": "x"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Hook_HostileState_IsRefused(string state)
    {
        foreach (var (words, bundle) in Bundles())
            AssertRefused(words, state.Replace("BUNDLE", bundle, StringComparison.Ordinal), bundle);
    }

    [Fact]
    public void Hook_TenMegabytes_IsRefused()
    {
        foreach (var (words, bundle) in Bundles())
            AssertRefused(words, new string('[', 10 << 20), bundle);
    }

    [Fact]
    public void Hook_InputThatNeverEnds_IsRefused()
    {
        var start = new ProcessStartInfo("timeout", ["-s", "KILL", "60", "bash", "-c", "exec -a nvidia-container-runtime-hook \"$1\" prestart", "bash", BuiltPrograms.Runtime])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in machine.Variables)
            start.Environment[name] = value;
        using var hook = Process.Start(start)!;
        hook.StandardInput.Write("{");
        hook.StandardInput.Flush();

        hook.WaitForExit();

        Assert.Equal(125, hook.ExitCode);
        Assert.Matches(@"^coaster: .+: .+\. .+\.\n$", hook.StandardError.ReadToEnd());
    }

    private IEnumerable<(string Words, string Bundle)> Bundles()
    {
        foreach (var (way, words) in ((Way, string)[])[(Way.PrestartHook, "nvidia-container-runtime-hook prestart"), (Way.CreateRuntimeHook, "coaster-hook createRuntime")])
        {
            var id = $"state-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
            yield return (words, new HostileBundle(machine, way, id, new HostileImage(machine, id)).Path);
        }
    }

    /// <summary>PID is a process of somebody else, which no container runtime has made.</summary>
    private void AssertRefused(string words, string state, string bundle)
    {
        var file = Path.Combine(bundle, "state");
        var canary = new Canary(machine, Path.GetFileName(bundle));
        using var other = Shell.Start("sleep", "100");
        File.WriteAllText(file, state.Replace("PID", $"{other.Id}", StringComparison.Ordinal));

        var run = HostileBundle.Bounded(
            machine, "bash", "-c", "COASTER_HOOK=podman exec -a \"$1\" \"$0\" \"$2\" <\"$3\"",
            BuiltPrograms.Runtime, words.Split(' ')[0], words.Split(' ')[1], file);

        other.Kill();
        other.WaitForExit();
        Assert.Equal(125, run.ExitCode);
        Assert.Matches(@"^coaster: .+: .+\. .+\.\n$", run.Error);
        Assert.DoesNotContain("mistake of ours", run.Error, StringComparison.Ordinal);
        canary.AssertUntouched();
        Harm.AssertNothingLeft(machine, "x");
    }
}
