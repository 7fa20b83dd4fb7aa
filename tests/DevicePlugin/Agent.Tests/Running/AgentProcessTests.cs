using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.NvmlInterop.Inventory;
using Coaster.Quota;
using Coaster.Quota.Limits;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Running;

public sealed class AgentProcessTests : IDisposable
{
    private readonly TempFolder _state = new();
    private readonly SimulatedDriver _driver = new("h200:1");

    [RootFact]
    public async Task Ping_Running_AnswersWithVersionAndPid()
    {
        using var agent = await new AgentProcess(_state, _driver.Root).UpAsync();
        var answer = agent.Ask("""{"verb":"ping"}""");
        Assert.True(answer.GetProperty("ok").GetBoolean());
        Assert.Equal((1, agent.Process.Id), (answer.GetProperty("version").GetInt32(), answer.GetProperty("pid").GetInt32()));
    }

    [RootTheory]
    [InlineData("no json", "cannot read the request")]
    [InlineData("[]", "cannot read the request")]
    [InlineData("{\"verb\":\"what\"}", "cannot read the request")]
    [InlineData("{\"verb\":\"started\",\"id\":\"../x\",\"pid\":1}", "cannot read the request")]
    [InlineData("{\"verb\":\"prepare\"}", "cannot read the request")]
    [InlineData("{\"verb\":\"prepare\",\"id\":\"../x\"}", "cannot read the request")]
    public async Task Ask_Nonsense_IsRefusedInWords(string request, string what)
    {
        using var agent = await new AgentProcess(_state, _driver.Root).UpAsync();
        var answer = agent.Ask(request);
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Equal(what, answer.GetProperty("what").GetString());
        Assert.True(agent.Ask("""{"verb":"ping"}""").GetProperty("ok").GetBoolean());
    }

    [RootFact]
    public async Task Start_Second_IsRefused()
    {
        using var first = await new AgentProcess(_state, _driver.Root).UpAsync();
        using var second = new AgentProcess(_state, _driver.Root);
        await second.Process.WaitForExitAsync();
        Assert.Equal(125, second.Process.ExitCode);
        Assert.StartsWith("coaster: cannot start the agent: another one has ", second.Process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        Assert.True(first.Ask("""{"verb":"ping"}""").GetProperty("ok").GetBoolean());
    }

    [RootFact]
    public async Task Terminate_EndsCleanly()
    {
        using var agent = await new AgentProcess(_state, _driver.Root).UpAsync();
        agent.Terminate();
        await agent.Process.WaitForExitAsync();
        Assert.Equal(0, agent.Process.ExitCode);
        Assert.False(File.Exists(_state["agent.sock"]));
    }

    [RootFact]
    public async Task Status_ShareWithAWorkload_TellsWhatItHoldsAndSurvivesTheAgent()
    {
        using var cgroup = new RealCgroup();
        using var workload = new Workload(_driver, 0, 200, percent: 50);
        cgroup.Add(workload.Pid);
        using var region = Share("train", cgroup.Path);
        using (var killed = await new AgentProcess(_state, _driver.Root).UpAsync())
            await UntilAsync(killed, gpu => gpu.GetProperty("usedBytes").GetInt64() >= 200L << 20 && gpu.GetProperty("gotPpm").GetInt64() > 300_000);
        var told = region.Limits;
        using var agent = await new AgentProcess(_state, _driver.Root).UpAsync();
        await UntilAsync(agent, gpu => gpu.GetProperty("gotPpm").GetInt64() > 300_000);
        Assert.Equal(told.Gpus[0].MemoryBytes, region.Limits.Gpus[0].MemoryBytes);
        await ContextsAsync();
        var offer = Assert.Single(agent.Ask("""{"verb":"status"}""").GetProperty("gpus").EnumerateArray());
        Assert.Contains("shim", offer.GetProperty("tiers").EnumerateArray().Select(tier => tier.GetString()));
        Assert.NotEqual(512L << 20, offer.GetProperty("contextBytes").GetInt64());
    }

    public void Dispose()
    {
        _driver.Dispose();
        Shell.Run("sh", "-c", $"umount {_state.Path}/quota/* 2>/dev/null; true");
        _state.Dispose();
    }

    private static async Task UntilAsync(AgentProcess agent, Func<System.Text.Json.JsonElement, bool> holds)
    {
        for (var left = 1000; left > 0; left--)
        {
            var containers = agent.Ask("""{"verb":"status"}""").GetProperty("containers").EnumerateArray().ToList();
            if (containers.Count > 0 && holds(containers[0].GetProperty("gpus")[0]))
                return;
            await Task.Delay(50);
        }

        Assert.Fail("it never came to hold");
    }

    private async Task ContextsAsync()
    {
        for (var left = 1000; left > 0 && !File.Exists(_state["contexts.json"]); left--)
            await Task.Delay(50);
    }

    private LimitsFile Share(string id, string cgroup)
    {
        var node = Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(_driver.Root)).Inventory;
        var settings = HostSettings.Default with { StateDirectory = _state.Path };
        var entry = new Bookkeeper(new NodeLedger(settings), TimeProvider.System).Book(
            new ShareRequest(GpuFilter.Any, new ShareSize.Amount(4096, 50), CoreLimit.Soft),
            node,
            _driver.Root,
            new NewContainer(id, id, ContainerEngine.Docker, ["x"]) { CgroupsPath = cgroup });
        var folder = QuotaFolder.Of(_state.Path, id);
        folder.Make(QuotaPlan.For(entry.Container, entry.Devices, managedInFull: true), "x"u8);
        return LimitsFile.Open(folder.Limits);
    }
}
