using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests;

/// <summary>Random machines and what happens on them.</summary>
internal static class Histories
{
    private static readonly Gen<GpuFilter> Filter = Gen.Frequency(
        (6, Gen.Constant(GpuFilter.Any)),
        (1, Gen.Elements("H200", "T4").Select(model => new GpuFilter([model], []))),
        (1, Gen.Elements("GPU-0", "gpu-1", "MIG-0-1", "MIG-2-0").ArrayOf().Select(uuids => new GpuFilter([], []) { Only = uuids })),
        (1, Gen.Elements("GPU-0", "gpu-1", "MIG-0-1", "MIG-2-0").ArrayOf().Select(uuids => new GpuFilter([], []) { Except = uuids })),
        (1, Gen.Choose(0, 3).Select(index => new GpuFilter([], [new DeviceName($"{index}")]))),
        (1, Gen.Constant(new GpuFilter([], [new DeviceName("0"), new DeviceName("GPU-1")]))));

    /// <summary>Sizes that fill a GPU to the last MiB together, or miss it by one.</summary>
    private static readonly Gen<int> Fitting =
        from gib in Gen.Elements(5, 7, 10, 20, 35)
        from more in Gen.Choose(0, 1)
        select (gib * 1024) + more;

    private static readonly Gen<GpuRequest> Request =
        from filter in Filter
        from memory in Gen.Choose(1, 160 * 1024)
        from few in Gen.OneOf(Gen.Choose(1, 20 * 1024), Fitting)
        from core in Gen.Choose(0, 100)
        from count in Gen.Choose(1, 3)
        from kind in Gen.Choose(0, 14)
        select kind switch
        {
            0 => new ShareRequest(filter, new ShareSize.Amount(memory, core), CoreLimit.Soft),
            1 => new ExclusiveRequest(filter, count),
            2 => new OpenRequest(filter, count),
            3 => new OpenRequest(filter, null),
            12 => new ShareRequest(filter, new ShareSize.Amount(few, core / 4), CoreLimit.Soft) { Gpus = count },
            13 => new ShareRequest(filter, new ShareSize.Blocks(Math.Max(1, core)), CoreLimit.Soft) { Gpus = count },
            14 => new MigRequest(filter with { Devices = [] }, [new MigAmount("ten.ai/mig-1g.18gb", count)]),
            4 or 5 => new ShareRequest(filter, new ShareSize.Blocks(Math.Max(1, core)), CoreLimit.Hard),
            6 or 7 => new ShareRequest(filter, new ShareSize.Amount(few, core / 4), CoreLimit.Hard),
            _ => (GpuRequest)new ShareRequest(filter, new ShareSize.Amount(few, 0), CoreLimit.Soft),
        };

    private static readonly Gen<Gpu> AnyGpu = Gen.Frequency(
        (5, Gen.Constant(Nodes.H200(0))),
        (2, Gen.Constant(Nodes.T4(0))),
        (1, Gen.Elements(GpuHealth.Lost, GpuHealth.Degraded).Select(health => Nodes.H200(0, health))),
        (1, Gen.Choose(0, 3).Select(cuts => Nodes.Mig(0, cuts))));

    public static Gen<Gpu[]> Machine { get; } =
        Gen.Choose(1, 4).SelectMany(count => AnyGpu.ArrayOf(count)).Select(gpus => gpus.Select(At).ToArray());

    public static Gen<Step[]> Steps { get; } =
        Gen.Frequency((4, Request.Select(request => new Step(request, 0))), (1, Gen.Choose(1, 4).Select(frees => new Step(null, frees))))
            .ArrayOf(60);

    private static Gpu At(Gpu gpu, int index) => gpu with
    {
        Index = index,
        Uuid = $"GPU-{index}",
        Mig = [.. gpu.Mig.Select(mig => mig with { Uuid = $"MIG-{index}-{mig.Index}" })],
    };
}
