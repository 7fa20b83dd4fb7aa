using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies.Capacity;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests.Cluster.Policies.Capacity;

public sealed class CoarseShapesTests
{
    private const int GpuMemoryMiB = 81_920;
    private readonly CoarseShapes _shapes = new(GpuMemoryMiB);

    [Fact]
    public void Alike_AnyPod_IsNotLargerAndHardlySmaller() => Holds((pod, alike, _) =>
        alike.CpuMilli <= pod.CpuMilli && alike.CpuMilli > pod.CpuMilli * 0.95 - 2 && alike with { CpuMilli = 0 } == pod with { CpuMilli = 0, MemoryMiB = 0 });

    [Fact]
    public void ClassOf_AnyPod_IsNotSmallerAndHardlyLarger() => Holds((pod, _, @class) =>
        @class.CpuMilli >= pod.CpuMilli && @class.CpuMilli < pod.CpuMilli * 1.08 + 2
        && @class.Each.MemoryMiB >= pod.Each.MemoryMiB && @class.Each.MemoryMiB - pod.Each.MemoryMiB <= GpuMemoryMiB / 100
        && @class.Each.CorePercent == pod.Each.CorePercent && @class.Gpus == pod.Gpus);

    [Fact]
    public void Both_OfThemselves_AreTheSame() => Holds((_, alike, @class) => CoarseShapes.Alike(alike) == alike && _shapes.ClassOf(@class) == @class);

    [Fact]
    public void Both_UsualNumbersOfProcessors_AreKept()
    {
        foreach (var cpu in new[] { 0, 125, 250, 500, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 32_000, 64_000, 96_000, 128_000 })
        {
            Assert.Equal(cpu, CoarseShapes.Alike(Openb.Pod(cpu, 1)).CpuMilli);
            Assert.Equal(cpu, _shapes.ClassOf(Openb.Pod(cpu, 1)).CpuMilli);
        }
    }

    [Fact]
    public void Both_AllNumbersOfProcessors_AreFew()
    {
        var all = Enumerable.Range(0, 256_000).Select(cpu => Openb.Pod(cpu, 1, memoryMiB: cpu)).ToList();
        Assert.InRange(all.Select(CoarseShapes.Alike).Distinct().Count(), 1, 600);
        Assert.InRange(all.Select(_shapes.ClassOf).Distinct().Count(), 1, 320);
    }

    private void Holds(Func<PodShape, PodShape, PodShape, bool> law) =>
        Prop.ForAll(Pods.ToArbitrary(), pod => law(pod, CoarseShapes.Alike(pod), _shapes.ClassOf(pod))).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static readonly Gen<PodShape> Pods =
        from cpu in Gen.OneOf(Gen.Choose(0, 200), Gen.Choose(0, 256_000))
        from memory in Gen.Choose(0, 1000)
        from share in Gen.Choose(1, GpuMemoryMiB)
        from core in Gen.Choose(0, 100)
        from isWhole in Gen.Elements(true, false)
        select new PodShape(cpu, memory, 1, isWhole ? GpuNeed.Whole : GpuNeed.Share(share, core), ModelSet.Any);
}
