using System.Text.Json;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>What the agent tells of containers that hold MIG devices. A GPU that cannot be cut is there for a share, which an agent looks after.</summary>
public sealed class PartitionTests
{
    [Fact]
    public void Ps_ContainerWithAMigDevice_TellsWhatItHoldsAndGot()
    {
        using var machine = new QuotaMachine("h200:1,t4:1", mig: true);
        using var share = machine.Machine.Start("mem=1Gi,model=T4", "sleep 120");
        using var idle = machine.Machine.Start("device=0:1", "sleep 120", "--name", "idle");
        using var busy = machine.Machine.Start("device=0:0", "quota-probe spin plain --grid 16", "--name", "busy");
        busy.WaitForOutput("gpu_us=");

        Assert.True(SpinWait.SpinUntil(() => Use(machine, "busy").GotPpm > 500_000, TimeSpan.FromSeconds(60)), $"{Use(machine, "busy")}");
        Assert.True(SpinWait.SpinUntil(() => Use(machine, "idle").GotPpm == 0, TimeSpan.FromSeconds(60)), $"{Use(machine, "idle")}");
        Assert.InRange(Use(machine, "busy").UsedBytes!.Value, QuotaMachine.MiB, 16 * QuotaMachine.GiB);
        Assert.Contains("MiB   ok", machine.Machine.Coaster("ps", "-o", "wide").MustSucceed().Output.Split('\n').Single(line => line.StartsWith("busy ", StringComparison.Ordinal)));
    }

    private static (long? UsedBytes, long? GotPpm) Use(QuotaMachine machine, string name)
    {
        var gpu = JsonDocument.Parse(machine.Machine.Coaster("ps", "-o", "json").MustSucceed().Output).RootElement.GetProperty("containers").EnumerateArray()
            .Single(container => container.GetProperty("name").GetString() == name).GetProperty("gpus")[0];
        return (Number(gpu, "usedBytes"), Number(gpu, "gotPpm"));
    }

    private static long? Number(JsonElement gpu, string name) => gpu.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
