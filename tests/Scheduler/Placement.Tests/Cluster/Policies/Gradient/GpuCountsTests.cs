using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies.Gradient;
using Coaster.Placement.Cluster.Room;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests.Cluster.Policies.Gradient;

public sealed class GpuCountsTests
{
    private static readonly GpuNeed[] Needs = [GpuNeed.Whole, GpuNeed.Share(470, 0), GpuNeed.Share(100, 60), GpuNeed.Share(1000, 0)];

    private static readonly Gen<GpuRoom> Rooms =
        from memory in Gen.Elements(0, 100, 470, 530, GpuRoom.WholeMilli)
        from core in Gen.Elements(0, 40, 100)
        select new GpuRoom(GpuRoom.WholeMilli, memory, core);

    [Fact]
    public void Change_AnyGpu_IsAsIfCountedAnew() =>
        Prop.ForAll(Rooms.ArrayOf(8).ToArbitrary(), Rooms.ToArbitrary(), Gen.Choose(0, 7).ToArbitrary(), (gpus, after, index) =>
        {
            var (known, changed, anew) = (new GpuCounts(Needs), new GpuCounts(Needs), new GpuCounts(Needs));
            known.Set(gpus);
            changed.Set(known);
            changed.Change(gpus[index], after);
            anew.Set([.. gpus[..index], after, .. gpus[(index + 1)..]]);
            Assert.Equivalent(anew, changed, strict: true);
            Assert.Equal(Needs.Select(need => gpus.Count(gpu => gpu.Fits(need))), known.Fitting);
            Assert.Equal(Needs.Select(need => gpus.Where(gpu => !gpu.Fits(need)).Sum(gpu => gpu.Milli)), known.Useless);
            Assert.Equal(gpus.Sum(gpu => gpu.Milli), known.Milli);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
