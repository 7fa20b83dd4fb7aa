using Coaster.Placement.Mig;

namespace Coaster.Placement.Tests.Mig;

public sealed class MigPlannerTests
{
    [Theory]
    [InlineData("3g 4g", "4-7 0-3")]
    [InlineData("3g 3g", "0-3 4-7")]
    [InlineData("3g", "4-7")]
    [InlineData("1g", "0")]
    [InlineData("1g+", "6-7")]
    [InlineData("1g 1g 1g 1g 3g", "0 1 2 3 4-7")]
    [InlineData("1g 1g 1g 4g", "4 5 6 0-3")]
    [InlineData("1g 1g 2g 3g", "2 3 0-1 4-7")]
    [InlineData("1g+ 2g 2g 2g", "6-7 0-1 2-3 4-5")]
    [InlineData("1g 1g 1g 1g 1g 1g 1g", "0 1 2 3 4 5 6")]
    [InlineData("7g", "0-7")]
    public void Plan_EmptyH200_PlacesAsFollows(string asked, string places)
    {
        var plan = Assert.IsType<MigPlanned>(MigPlanner.Plan(MigGpus.H200, MigGpus.H200.Ask(asked)));
        Assert.Equal(places, string.Join(' ', plan.Slots));
    }

    [Theory]
    [InlineData("4g 4g", "2 x 4g.71gb are asked for, and a GPU has room for 1")]
    [InlineData("7g 1g", "8 compute slices are asked for, and 7 of 7 are free")]
    public void Plan_TooMuch_SaysWhatIsMissing(string asked, string why) =>
        Assert.Equal(why, Assert.IsType<MigRefused>(MigPlanner.Plan(MigGpus.H200, MigGpus.H200.Ask(asked))).Why);

    [Fact]
    public void Plan_NoPlaceLeft_SaysWhatIsInTheWayAndWhatFits()
    {
        var gpu = MigGpus.H200.With("1g@5 1g@1");
        var refused = Assert.IsType<MigRefused>(MigPlanner.Plan(gpu, gpu.Ask("3g")));
        Assert.Equal("there is no place left for 3g.71gb: it can lie at 0-3, 4-7, and taken are 1, 5", refused.Why);
        Assert.Equal("5 x 1g.18gb or 1 x 1g.18gb+me or 2 x 1g.35gb or 1 x 2g.35gb", refused.Offer);
    }

    [Fact]
    public void Plan_NotTogether_SaysBesideWhat()
    {
        var gpu = MigGpus.H200.With("1g@1");
        var refused = Assert.IsType<MigRefused>(MigPlanner.Plan(gpu, gpu.Ask("1g+ 3g 2g")));
        Assert.Equal(
            "there is no place left for 1g.35gb beside 3g.71gb, 2g.35gb: it can lie at 0-1, 2-3, 4-5, 6-7, and taken are 1", refused.Why);
    }

    [Fact]
    public void Plan_FullGpu_OffersNothing()
    {
        var gpu = MigGpus.H200.With("7g@0");
        Assert.Equal("nothing", Assert.IsType<MigRefused>(MigPlanner.Plan(gpu, gpu.Ask("1g"))).Offer);
    }

    [Fact]
    public void Plan_DriverMakesFewer_IsRefused()
    {
        var gpu = MigGpus.H200 with { Profiles = [.. MigGpus.H200.Profiles.Select(profile => profile with { DriverLimit = 1 })] };
        Assert.IsType<MigPlanned>(MigPlanner.Plan(gpu, gpu.Ask("1g")));
        var refused = Assert.IsType<MigRefused>(MigPlanner.Plan(gpu, gpu.Ask("1g 1g")));
        Assert.Equal("2 x 1g.18gb are asked for, and the driver can make 1 more", refused.Why);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(16, 1)]
    [InlineData(0, 17)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Plan_PlaceThatNoGpuHas_IsNoPlace(int start, int size)
    {
        var profile = new MigProfile(1, "odd", 1, 1, null, [new MigSlot(start, size)]);
        var refused = Assert.IsType<MigRefused>(MigPlanner.Plan(new MigLayout([profile], []), [profile]));
        Assert.Equal("there is no place left for odd: it can lie at no slice", refused.Why);
    }

    [Fact]
    public void Plan_Sixteen_EndsSoon()
    {
        var one = MigGpus.Profile(1, "1g", 1, 16, 1, [.. Enumerable.Range(0, 16)]);
        var two = MigGpus.Profile(2, "2g", 2, 8, 2, [.. Enumerable.Range(0, 15)]);
        var gpu = new MigLayout([one, two], []);
        Assert.IsType<MigPlanned>(MigPlanner.Plan(gpu, [one, two, one, two, one, two, one, two, two, two]));
    }

    /// <summary>What is lost to an order: the counts are the planner's measure, and a change of them is a change of behaviour.</summary>
    [Fact]
    public void Plan_OneByOneInAnyOrder_ServesMostOfWhatFitsTogether()
    {
        var sets = Wishes.ThatFit(MigGpus.H200, "1g 1g+ 2g 3g 4g 7g");
        var served = sets.Where(set => Wishes.Orders(set).All(order => MigGpus.H200.MakeOneByOne(order) is not null)).ToList();
        Assert.Equal((77, 60), (sets.Count, served.Count));
    }

    [Fact]
    public void Plan_OneByOneLargestFirst_ServesAllButOneOfWhatFitsTogether()
    {
        var lost = Wishes.ThatFit(MigGpus.H200, "1g 1g+ 2g 3g 4g 7g").Where(static set => MigGpus.H200.MakeOneByOne(
            set.OrderByDescending(profile => profile.Size).ThenByDescending(profile => profile.ComputeSlices)) is null);
        Assert.Equal("1g.18gb 1g.18gb 1g.18gb 1g.18gb 1g.35gb 2g.35gb", string.Join(' ', Assert.Single(lost).Select(profile => profile.Name)));
    }

    [Theory]
    [InlineData("1g 1g 1g 1g 3g")]
    [InlineData("1g 1g 2g 3g")]
    [InlineData("2g 2g 3g")]
    [InlineData("1g 1g 2g 2g")]
    [InlineData("3g 4g")]
    [InlineData("1g+ 1g+ 1g+ 1g+")]
    public void Plan_OneByOneInEveryOrder_ServesTheUsualCuts(string asked) =>
        Assert.All(Wishes.Orders(MigGpus.H200.Ask(asked)), order => Assert.NotNull(MigGpus.H200.MakeOneByOne(order)));

    [Fact]
    public void Fits_HalfFullGpu_CountsEachProfileForItself()
    {
        var gpu = MigGpus.H200.With("3g@4 1g@0");
        Assert.Equal([3, 1, 1, 1, 0, 0, 0], gpu.Profiles.Select(gpu.Fits));
        Assert.Equal((3, 7), (gpu.FreeComputeSlices, gpu.ComputeSlices));
        Assert.Equal("2-3", string.Join(' ', gpu.FreeSlots(gpu.Find(14)!)));
    }
}
