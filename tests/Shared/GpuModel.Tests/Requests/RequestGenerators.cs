using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.GpuModel.Tests.Requests;

/// <summary>Every request that a SPEC can ask for.</summary>
internal static class RequestGenerators
{
    private static readonly Gen<GpuFilter> Filter =
        from models in Gen.SubListOf("H200", "A100-SXM4", "RTX 6000", "4090")
        from devices in Gen.SubListOf("0", "7", "GPU-0a1b", "MIG-0a1b", "0:1", "0000:1b:00.0")
        select new GpuFilter([.. models], [.. devices.Select(name => new DeviceName(name))]);

    private static readonly Gen<GpuRequest> Open =
        from filter in Filter
        from count in Gen.Elements<int?>(null, 1, 2, 8)
        select (GpuRequest)new OpenRequest(filter, count);

    private static readonly Gen<(EnforcementTier? Weakest, int Priority)> Terms =
        from tier in Gen.Elements<EnforcementTier?>(null, EnforcementTier.Watcher, EnforcementTier.Shim, EnforcementTier.Mps, EnforcementTier.Driver, EnforcementTier.Mig)
        from priority in Gen.Choose(0, SharePriority.Highest)
        select (tier, priority);

    private static readonly Gen<GpuRequest> Blocks =
        from filter in Filter
        from count in Gen.Choose(1, 100)
        from limit in Gen.Elements(CoreLimit.Soft, CoreLimit.Hard)
        from terms in Terms
        select (GpuRequest)new ShareRequest(filter, new ShareSize.Blocks(count), limit) { Weakest = terms.Weakest, Priority = terms.Priority };

    private static readonly Gen<GpuRequest> Amount =
        from filter in Filter
        from memory in Generators.MiB
        from core in Gen.Choose(0, 100)
        from limit in Gen.Elements(CoreLimit.Soft, CoreLimit.Hard)
        from terms in Terms
        select (GpuRequest)new ShareRequest(filter, new ShareSize.Amount(memory, core), core == 0 ? CoreLimit.Soft : limit) { Weakest = terms.Weakest, Priority = terms.Priority };

    public static Gen<GpuRequest> Request { get; } = Gen.OneOf(Open, Blocks, Amount);
}
