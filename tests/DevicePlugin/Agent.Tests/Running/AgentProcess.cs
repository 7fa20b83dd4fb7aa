using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Running;

/// <summary>The agent as a process of its own, over a state directory of a test.</summary>
internal sealed class AgentProcess : IDisposable
{
    private const int SIGTERM = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly TempFolder _state;

    public AgentProcess(TempFolder state, string driverRoot, params string[] words)
    {
        _state = state;
        state.Write("config.json", $$"""{"stateDirectory":"{{state.Path}}","driverRoot":"{{driverRoot}}"}""");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Program, "--config", state["config.json"], .. words]) { RedirectStandardError = true };
        start.Environment.Remove("COASTER_DRIVER_ROOT");
        Process = Process.Start(start)!;
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, "coaster-agent.dll");

    public Process Process { get; }

    /// <summary>Waits until it answers.</summary>
    public async Task<AgentProcess> UpAsync()
    {
        while (TryAsk("""{"verb":"ping"}""") is null)
        {
            Assert.False(Process.HasExited, Process.HasExited ? Process.StandardError.ReadToEnd() : "");
            await Task.Delay(20);
        }

        return this;
    }

    public JsonElement Ask(string request) => TryAsk(request) ?? throw new InvalidOperationException("it does not answer");

    public void Terminate() => Shell.Run("kill", $"-{SIGTERM}", $"{Process.Id}");

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }

    private JsonElement? TryAsk(string request) =>
        LocalSocket.Ask(_state["agent.sock"], Encoding.UTF8.GetBytes(request + "\n"), 1 << 20, Limit) is { } line ? JsonDocument.Parse(line).RootElement : null;
}
