using Coaster.Quota.Layout;
using Coaster.Quota.Limits;

namespace Coaster.Quota.Tests.Layout;

public sealed class LayoutTests
{
    private static readonly Dictionary<string, ulong> Ours = new()
    {
        ["CQ_LIMITS_MAGIC"] = Region.LimitsMagic,
        ["CQ_COUNTERS_MAGIC"] = Region.CountersMagic,
        ["CQ_VERSION"] = Region.Version,
        ["CQ_GPUS"] = Region.Gpus,
        ["CQ_SLOTS"] = Region.Slots,
        ["CQ_MANAGED_IN_FULL"] = (ulong)LimitsFlags.ManagedInFull,
        ["CQ_MANAGED_BACKING"] = (ulong)LimitsFlags.ManagedBacking,
        ["CQ_UNDER_WAY"] = SlotLayout.UnderWay,
        ["CQ_LIMIT_MEMORY"] = (ulong)GpuLimitsFlags.Memory,
        ["CQ_LIMIT_COMPUTE"] = (ulong)GpuLimitsFlags.Compute,
        ["CQ_LOCK_TURN"] = (ulong)Region.SlotLocks - 1,
        ["CQ_LOCK_SLOTS"] = (ulong)Region.SlotLocks,
        ["cq_gpu_limits"] = GpuLimitsLayout.Bytes,
        ["cq_gpu_limits.uuid"] = GpuLimitsLayout.Uuid,
        ["cq_gpu_limits.flags"] = GpuLimitsLayout.Flags,
        ["cq_gpu_limits.memory_bytes"] = GpuLimitsLayout.MemoryBytes,
        ["cq_gpu_limits.granule_bytes"] = GpuLimitsLayout.GranuleBytes,
        ["cq_gpu_limits.context_bytes"] = GpuLimitsLayout.ContextBytes,
        ["cq_gpu_limits.rate_ppm"] = GpuLimitsLayout.RatePpm,
        ["cq_gpu_limits.burst_ns"] = GpuLimitsLayout.BurstNs,
        ["cq_gpu_limits.unit_ps"] = GpuLimitsLayout.UnitPs,
        ["cq_gpu_limits.correction_ns"] = GpuLimitsLayout.CorrectionNs,
        ["cq_measured"] = MeasuredLayout.Bytes,
        ["cq_measured.generation"] = MeasuredLayout.Generation,
        ["cq_measured.estimated"] = MeasuredLayout.Estimated,
        ["cq_measured.extra_bytes"] = MeasuredLayout.ExtraBytes,
        ["cq_limits"] = Region.LimitsBytes,
        ["cq_limits.magic"] = LimitsLayout.Magic,
        ["cq_limits.version"] = LimitsLayout.Version,
        ["cq_limits.gpus"] = LimitsLayout.Gpus,
        ["cq_limits.size"] = LimitsLayout.Size,
        ["cq_limits.flags"] = LimitsLayout.Flags,
        ["cq_limits.heartbeat"] = LimitsLayout.Heartbeat,
        ["cq_limits.gpu"] = LimitsLayout.Gpu,
        ["cq_limits.measured"] = LimitsLayout.Measured,
        ["cq_slot"] = SlotLayout.Bytes,
        ["cq_slot.generation"] = SlotLayout.Generation,
        ["cq_slot.pid"] = SlotLayout.Pid,
        ["cq_slot.operations"] = SlotLayout.Operations,
        ["cq_slot.elsewhere"] = SlotLayout.Elsewhere,
        ["cq_slot.used"] = SlotLayout.Used,
        ["cq_slot.estimated"] = SlotLayout.Estimated,
        ["cq_bucket"] = BucketLayout.Bytes,
        ["cq_bucket.level_ns"] = BucketLayout.LevelNs,
        ["cq_bucket.filled_ns"] = BucketLayout.FilledNs,
        ["cq_bucket.corrected_ns"] = BucketLayout.CorrectedNs,
        ["cq_bucket.consumed_units"] = BucketLayout.ConsumedUnits,
        ["cq_bucket.launches"] = BucketLayout.Launches,
        ["cq_bucket.throttled_ns"] = BucketLayout.ThrottledNs,
        ["cq_bucket.waiting"] = BucketLayout.Waiting,
        ["cq_bucket.added_ns"] = BucketLayout.AddedNs,
        ["cq_counters"] = Region.CountersBytes,
        ["cq_counters.magic"] = CountersLayout.Magic,
        ["cq_counters.version"] = CountersLayout.Version,
        ["cq_counters.slots"] = CountersLayout.Slots,
        ["cq_counters.size"] = CountersLayout.Size,
        ["cq_counters.highest"] = CountersLayout.Highest,
        ["cq_counters.gate"] = CountersLayout.Gate,
        ["cq_counters.out_of_memory"] = CountersLayout.OutOfMemory,
        ["cq_counters.private_tables"] = CountersLayout.PrivateTables,
        ["cq_counters.bucket"] = CountersLayout.Bucket,
        ["cq_counters.slot"] = CountersLayout.Slot,
    };

    [Fact]
    public void Layout_OfEveryField_IsTheHeaders()
    {
        var theirs = RegionHeader.Numbers().Where(entry => !entry.Key.EndsWith(".reserved", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(theirs.OrderBy(entry => entry.Key, StringComparer.Ordinal), Ours.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Folder_Inside_IsTheHeaders() =>
        Assert.Contains($"#define CQ_FOLDER \"{Region.Folder}\"", File.ReadAllText(Path.Combine(Testing.RepositoryFolder.Path, "src/Runtime/QuotaShim/include/region.h")));
}
