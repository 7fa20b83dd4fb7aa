using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Contract.Tests.Shares;

/// <summary>The terms beside a share's size, which only annotations can set.</summary>
public sealed class ShareTermsTests
{
    [Fact]
    public void Read_NoTerms_AreTheMachines() => Assert.Equal((null, 0), Terms(("ten.ai/gpu-mem", "4Gi")));

    [Theory]
    [InlineData("watcher", EnforcementTier.Watcher)]
    [InlineData(" driver ", EnforcementTier.Driver)]
    public void Read_Tier_IsTheWeakest(string word, EnforcementTier tier) =>
        Assert.Equal((tier, 0), Terms(("ten.ai/gpu-mem", "4Gi"), ("ten.ai/gpu-tier", word)));

    [Fact]
    public void Read_Priority_IsTheShares() => Assert.Equal((null, 9), Terms(("ten.ai/gpu-block", "25"), ("ten.ai/gpu-priority", "9")));

    [Theory]
    [InlineData("ten.ai/gpu-tier", "booked", "cannot read ten.ai/gpu-tier: tier is 'booked'. Write tier as one of watcher, shim, mps, driver and mig.")]
    [InlineData("ten.ai/gpu-tier", "", "cannot read ten.ai/gpu-tier: tier is ''. Write tier as one of watcher, shim, mps, driver and mig.")]
    [InlineData("ten.ai/gpu-priority", "10", "cannot read ten.ai/gpu-priority: priority is '10'. Write priority as a number from 0 to 9.")]
    [InlineData("ten.ai/gpu-priority", "high", "cannot read ten.ai/gpu-priority: priority is 'high'. Write priority as a number from 0 to 9.")]
    public void Read_TermThatIsNone_IsRefused(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<CoasterException>(() => Terms(("ten.ai/gpu-mem", "4Gi"), (name, value))).Message);

    [Fact]
    public void Read_VariablesOfTheSameMeaning_SayNothing() =>
        Assert.Equal((null, 0), Terms(["COASTER_GPU_TIER=mig", "COASTER_GPU_PRIORITY=9"], ("ten.ai/gpu-mem", "4Gi")));

    private static (EnforcementTier?, int) Terms(params (string Name, string Value)[] annotations) => Terms([], annotations);

    private static (EnforcementTier?, int) Terms(string[] env, params (string Name, string Value)[] annotations)
    {
        var document = new JsonObject
        {
            ["process"] = new JsonObject { ["env"] = new JsonArray([.. env.Select(variable => (JsonNode)variable)]) },
            ["annotations"] = new JsonObject(annotations.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value))),
        };
        var spec = BundleSpec.Parse(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));
        var share = (ShareRequest)Assert.IsType<Ask.Devices>(ContainerContract.Read(spec, RequestPolicy.Default, AskedBy.Anyone)).Request;
        return (share.Weakest, share.Priority);
    }
}
