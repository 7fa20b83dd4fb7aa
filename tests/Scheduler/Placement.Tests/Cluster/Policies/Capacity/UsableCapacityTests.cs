using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies.Capacity;
using Coaster.Placement.Cluster.Room;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests.Cluster.Policies.Capacity;

public sealed class UsableCapacityTests
{
    private static readonly Gen<PodShape> Classes =
        from cpu in Gen.Elements(0, 1, 100, 3152, 12_000, 64_000)
        from gpus in Gen.Choose(1, 8)
        from milli in Gen.Elements(10, 160, 333, 470, 810, GpuRoom.WholeMilli)
        from core in Gen.Elements(0, 30)
        let pod = Openb.Pod(cpu, milli == GpuRoom.WholeMilli ? gpus : 1, milli)
        select pod.IsShare ? pod with { Each = pod.Each with { CorePercent = core } } : pod;

    private static readonly Gen<(int Cpu, GpuRoom[] Gpus)> Nodes =
        from cpu in Gen.Choose(0, 128_000)
        from gpus in Gen.ArrayOf(
            from memory in Gen.Elements(0, 190, 500, 530, 1000)
            from core in Gen.Elements(0, 50, 100)
            select new GpuRoom(GpuRoom.WholeMilli, memory, core), 8)
        select (cpu, gpus);

    [Fact]
    public void AddTo_AnyNode_IsWhatTheFormulaSays() => Holds((classes, node) =>
    {
        var vectors = new ClassVectors(classes);
        var sums = new double[vectors.Length];
        UsableCapacity.AddTo(sums, vectors, vectors.Of(node.Gpus), node.Cpu);
        return classes.Select(pod => Naive(pod, node)).Zip(sums).All(usable => Math.Abs(usable.First - usable.Second) <= (0.002 * usable.First) + 1e-6)
            && sums.Skip(classes.Length).All(usable => usable == 0);
    });

    [Fact]
    public void Worth_GpusChanged_IsAsIfReckonedAnew() => Holds((classes, node) =>
    {
        var vectors = new ClassVectors(classes);
        var prices = Enumerable.Range(1, vectors.Length).Select(price => (float)price).ToArray();
        var (before, after) = (node.Gpus.ToArray(), node.Gpus.ToArray());
        (before[5], after[3], after[5]) = (before[3], new GpuRoom(GpuRoom.WholeMilli, 0, 0), new GpuRoom(GpuRoom.WholeMilli, 0, 0));
        var changed = Worth(vectors.Of(before), new RoomChange(vectors.Of(before[3]), vectors.Of(after[3]), 2));
        return Math.Abs(changed - Worth(vectors.Of(after), new RoomChange(vectors.None, vectors.None, 0))) <= 0.001 * Math.Abs(changed);

        float Worth(RoomVectors gpus, RoomChange change) => UsableCapacity.Worth(new PricedClasses(vectors, prices), gpus, change, node.Cpu);
    });

    private static double Naive(PodShape pod, (int Cpu, GpuRoom[] Gpus) node)
    {
        var fitting = node.Gpus.Where(gpu => gpu.Fits(pod.Each)).ToList();
        var pods = pod.Each.IsWhole
            ? fitting.Count / pod.Gpus
            : fitting.Sum(gpu => Math.Min(gpu.MemoryMiB / pod.Each.MemoryMiB, pod.Each.CorePercent > 0 ? gpu.CorePercent / pod.Each.CorePercent : int.MaxValue));
        if (pods == 0 || pod.CpuMilli > node.Cpu)
            return 0;
        var byCpu = pod.CpuMilli == 0 ? 1 : Math.Min(1, node.Cpu / pod.CpuMilli / (double)pods);
        return 1000 * Math.Pow(fitting.Sum(gpu => gpu.Milli) / 1000.0, 0.87) * Math.Pow(byCpu, 0.4);
    }

    private static void Holds(Func<PodShape[], (int Cpu, GpuRoom[] Gpus), bool> law) =>
        Prop.ForAll(Classes.ArrayOf().ToArbitrary(), Nodes.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
