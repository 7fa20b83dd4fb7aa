using System.Text.Json;
using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>A machine whose agent is the real one, with the programs that try a quota in its root folder.</summary>
public sealed class QuotaMachine : IDisposable
{
    public const long MiB = 1 << 20;
    public const long GiB = 1 << 30;

    public QuotaMachine()
        : this(gpus: null)
    {
    }

    internal QuotaMachine(string? gpus, bool mig = false, string? driver = null)
    {
        Machine = new TestMachine(mig, agentStandsIn: false, gpus, driver);
        Shell.Run("sh", "-c", "cp \"$1\"/* \"$2\"/usr/bin/", "sh", BuiltPrograms.QuotaProbes, Machine.Root.Path);
        StartAgent();
    }

    public TestMachine Machine { get; }

    /// <summary>Where the agent writes what happened.</summary>
    public string EventFile => Path.Combine(Machine.StateDirectory, "events.jsonl");

    /// <summary>Runs a shell line in a share of a GPU; its output is read as facts.</summary>
    public Facts Probe(string gpus, string script) => Facts.Of(Machine.Run(gpus, script));

    /// <summary>What the driver itself counts as used on a GPU, in bytes.</summary>
    public long DriverUsed(int gpu) => Memory(gpu).Used;

    /// <summary>
    /// A GPU's memory as the driver counts it, once nobody holds any: a container that was killed has processes for a moment longer than its starter.
    /// Its peak begins then.
    /// </summary>
    internal SimulatedMemory Watch(int gpu)
    {
        var memory = Memory(gpu);
        Assert.True(SpinWait.SpinUntil(() => memory.Used == 0, TimeSpan.FromMinutes(1)), "a container that is over still holds memory");
        memory.ForgetPeak();
        return memory;
    }

    /// <summary>What the agent says of a container, or null where it knows none of that name.</summary>
    public JsonElement? Status(string container) => Ask("""{"verb":"status"}""")?.GetProperty("containers").EnumerateArray()
        .Cast<JsonElement?>().FirstOrDefault(known => known!.Value.GetProperty("name").GetString() == container);

    /// <summary>The agent's pid, or null where none answers.</summary>
    public int? AgentPid() => Ask("""{"verb":"ping"}""")?.GetProperty("pid").GetInt32();

    /// <summary>Starts the agent as the first share does, and waits until it has measured what a context holds: it makes one for that, on the GPU.</summary>
    public void StartAgent()
    {
        Machine.Run("mem=1Gi", "true").MustSucceed();
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(Machine.StateDirectory, "contexts.json")), TimeSpan.FromMinutes(1)), "no context was measured");
    }

    /// <summary>Kills the agent as kill -9 does, and waits until nobody answers.</summary>
    public void KillAgent()
    {
        if (AgentPid() is not { } pid)
            return;
        ProgramRun.Run("kill", ["-9", $"{pid}"]);
        Assert.True(SpinWait.SpinUntil(() => AgentPid() is null, TimeSpan.FromSeconds(30)), "the agent lives");
    }

    /// <summary>The events about a container, oldest first.</summary>
    public IReadOnlyList<JsonElement> Events(string container) => !File.Exists(EventFile)
        ? []
        : [.. File.ReadLines(EventFile).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(happened => happened.GetProperty("name").GetString() == container)];

    private SimulatedMemory Memory(int gpu) => new(Path.Combine(Path.GetDirectoryName(Machine.DriverRoot)!, "state"), gpu);

    private JsonElement? Ask(string question) => AgentSocket.Ask(Path.Combine(Machine.StateDirectory, "agent.sock"), question);

    public void Dispose()
    {
        KillAgent();
        Machine.Dispose();
    }
}
