using Coaster.Cli.Gpus;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Quota.Agents;

namespace Coaster.Cli.Tests.Gpus;

public sealed class OfferedTiersTests
{
    private static readonly Gpu Whole = new(0, "GPU-0", 0, "NVIDIA H200", 143_165, "", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    private static readonly AgentStatus Agent = new([], [new GpuStatus("GPU-0", 0, [EnforcementTier.Watcher, EnforcementTier.Driver, EnforcementTier.Shim])]);

    [Fact]
    public void Of_CutGpu_IsItsPartitions() =>
        Assert.Equal([EnforcementTier.Mig], OfferedTiers.Of(Whole with { MigMode = MigMode.Enabled }, Agent, hasLibrary: true));

    [Fact]
    public void Of_GpuThatTheAgentKnows_IsItsWordStrongestFirst() =>
        Assert.Equal([EnforcementTier.Driver, EnforcementTier.Shim, EnforcementTier.Watcher], OfferedTiers.Of(Whole, Agent, hasLibrary: false));

    [Fact]
    public void Of_NoAgent_IsWhatIsInstalled()
    {
        Assert.Equal([EnforcementTier.Shim, EnforcementTier.Watcher], OfferedTiers.Of(Whole, null, hasLibrary: true));
        Assert.Equal([EnforcementTier.Watcher], OfferedTiers.Of(Whole with { Uuid = "GPU-1" }, Agent, hasLibrary: false));
    }
}
