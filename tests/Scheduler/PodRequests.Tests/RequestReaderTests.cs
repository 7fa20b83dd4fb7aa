using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.PodRequests.Tests;

public sealed class RequestReaderTests
{
    private static readonly string[] All =
        [ResourceNames.Memory, ResourceNames.Core, ResourceNames.Block, ResourceNames.Whole, "ten.ai/mig-1g.18gb", "ten.ai/mig-3g.71gb", "ten.ai/other"];

    [Fact]
    public void Read_Nothing_IsNothing() => Assert.Null(Read("", 1));

    [Fact]
    public void Read_MemoryAndCore_IsAShareOfThatMuch() =>
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Amount(4096, 30), CoreLimit.Soft), Read("gpu-mem=8,gpu-core=30", 1, "512Mi"));

    [Fact]
    public void Read_Blocks_IsAShareOfHundredths() =>
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Blocks(100), CoreLimit.Soft), Read("gpu-block=100", 1));

    [Fact]
    public void Read_OverTwoGpus_IsHalfOfEach()
    {
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Amount(8192, 100), CoreLimit.Soft) { Gpus = 2 }, Read("gpu-mem=16,gpu-core=200", 2));
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Blocks(25), CoreLimit.Soft) { Gpus = 4 }, Read("gpu-block=100", 4));
    }

    [Fact]
    public void Read_WholeGpus_AreHeldAlone() => Assert.Equal(new ExclusiveRequest(GpuFilter.Any, 2), Read("gpu=2", 1));

    [Fact]
    public void Read_MigProfiles_AreInTheOrderOfTheirNames() =>
        Assert.Equal(
            new MigRequest(GpuFilter.Any, [new MigAmount("ten.ai/mig-1g.18gb", 2), new MigAmount("ten.ai/mig-3g.71gb", 1)]), Read("mig-3g.71gb=1,mig-1g.18gb=2", 1));

    [Fact]
    public void Read_Terms_AreTheShares()
    {
        var terms = new GpuTerms(new GpuFilter(["H200"], []), 1, CoreLimit.Hard, 7, EnforcementTier.Mps, null);
        Assert.Equal(
            new ShareRequest(terms.Filter, new ShareSize.Amount(1024, 0), CoreLimit.Hard) { Priority = 7, Weakest = EnforcementTier.Mps },
            new RequestReader(MemoryUnit.Default).Read(new Dictionary<string, int> { [ResourceNames.Memory] = 1 }, terms));
    }

    [Theory]
    [InlineData("gpu-mem=8,gpu=1", 1, "ten.ai/gpu and ten.ai/gpu-mem are asked together")]
    [InlineData("gpu-mem=8,gpu-block=10", 1, "ten.ai/gpu-block and ten.ai/gpu-mem are asked together")]
    [InlineData("gpu=1,mig-1g.18gb=1", 1, "ten.ai/gpu and ten.ai/mig-1g.18gb are asked together")]
    [InlineData("gpu-core=30", 1, "ten.ai/gpu-core is asked without ten.ai/gpu-mem")]
    [InlineData("gpu-block=101", 1, "101 ten.ai/gpu-block are asked, and a GPU has 100")]
    [InlineData("gpu-mem=8,gpu-core=202", 2, "101 ten.ai/gpu-core of each GPU are asked, and a GPU has 100")]
    [InlineData("gpu-mem=9", 2, "9 ten.ai/gpu-mem cannot be spread evenly over 2 GPUs")]
    [InlineData("gpu-mem=8,gpu-core=31", 2, "31 ten.ai/gpu-core cannot be spread evenly over 2 GPUs")]
    [InlineData("gpu=2", 2, "ten.ai/gpu cannot go with the annotation ten.ai/gpu-count")]
    [InlineData("mig-1g.18gb=2", 2, "MIG devices cannot go with the annotation ten.ai/gpu-count")]
    [InlineData("gpu-memory=8", 1, "ten.ai/gpu-memory is asked, which is no resource of a GPU")]
    public void Read_Contradiction_IsRefusedByName(string resources, int gpus, string why)
    {
        var refused = Assert.Throws<CoasterException>(() => Read(resources, gpus));
        Assert.Equal(("cannot give GPUs", why), (refused.What, refused.Why));
        Assert.NotEmpty(refused.Mend);
    }

    [Fact]
    public void Read_Anything_IsRefusedOrAddsUpToWhatIsAsked()
    {
        var amounts = Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(90, 410), Gen.Constant(int.MaxValue));
        var cases =
            from names in Gen.Elements(All).ArrayOf()
            from numbers in amounts.ArrayOf(All.Length)
            from gpus in Gen.Choose(1, 4)
            select (Resources: names.Distinct().Take(3).Zip(numbers).ToDictionary(), Gpus: gpus);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            try
            {
                return AddsUp(new RequestReader(MemoryUnit.Default).Read(given.Resources, GpuTerms.Usual with { Gpus = given.Gpus }), given.Resources);
            }
            catch (CoasterException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static bool AddsUp(GpuRequest? request, Dictionary<string, int> asked) => request switch
    {
        null => asked.Count == 0,
        ShareRequest { Size: ShareSize.Amount(var memory, var core) } share =>
            (memory * share.Gpus, core * share.Gpus) == (asked[ResourceNames.Memory] * 1024L, asked.GetValueOrDefault(ResourceNames.Core)),
        ShareRequest { Size: ShareSize.Blocks(var count) } share => count * share.Gpus == asked[ResourceNames.Block] && count <= 100,
        ExclusiveRequest exclusive => exclusive.Count == asked[ResourceNames.Whole] && asked.Count == 1,
        MigRequest mig => mig.Amounts.ToDictionary(amount => amount.Resource, amount => amount.Count).OrderBy(pair => pair.Key).SequenceEqual(asked.OrderBy(pair => pair.Key)),
        _ => false,
    };

    private static GpuRequest? Read(string resources, int gpus, string unit = "1Gi") => new RequestReader(MemoryUnit.Parse(unit, "test")).Read(
        resources.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=')).ToDictionary(pair => "ten.ai/" + pair[0], pair => int.Parse(pair[1])),
        GpuTerms.Usual with { Gpus = gpus });
}
