using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.Placement.Tests;

/// <summary>The rules of sharing once more, from the raw bookings and without any of the engine's thoughts.</summary>
internal sealed class Oracle(IReadOnlyList<Gpu> gpus, IReadOnlyList<ContainerBooking> bookings, ShareBounds bounds)
{
    public bool IsLawful => gpus.All(IsLawfulOn) && bookings.All(booking => booking.Grants.Count > 0 && HasNoDeviceTwice(booking));

    public bool CanServe(GpuRequest request) => request switch
    {
        ShareRequest share => Eligible(request).Count(gpu => HasRoom(gpu, share.Size)) >= share.Gpus,
        ExclusiveRequest exclusive => Whole(request).Count(gpu => !Held(gpu).Any()) >= exclusive.Count,
        OpenRequest { Count: { } count } => Whole(request).Count(IsOpen) >= count,
        MigRequest mig => mig.Amounts.All(amount => FreeSlices(mig.Filter).Count(resource => resource == amount.Resource) >= amount.Count),
        _ => CanOpenAll(request),
    };

    private bool IsLawfulOn(Gpu gpu)
    {
        var held = Held(gpu).ToList();
        var kinds = held.Select(entry => entry.Kind).Distinct().ToList();
        var shares = held.Where(entry => entry.Kind == BookingKind.Share).Select(entry => entry.Grant).ToList();
        return kinds.Count <= 1
            && (!kinds.Contains(BookingKind.Exclusive) || held.Select(entry => entry.Grant.MigUuid).Distinct().Count() == held.Count)
            && shares.Sum(grant => grant.MemoryMiB) <= MostMiB(gpu)
            && shares.Sum(grant => grant.CorePercent) <= bounds.CorePercent
            && shares.TrueForAll(grant => grant.MemoryMiB <= gpu.MemoryMiB && grant.CorePercent <= 100)
            && (held.Count == 0 || gpu.Health == GpuHealth.Healthy)
            && held.TrueForAll(entry => (gpu.MigMode == MigMode.Enabled) == (entry.Grant.MigUuid is not null));
    }

    private static bool HasNoDeviceTwice(ContainerBooking booking) =>
        booking.Grants.Select(grant => (grant.GpuUuid, grant.MigUuid)).Distinct().Count() == booking.Grants.Count;

    private IEnumerable<string?> FreeSlices(GpuFilter filter) =>
        from gpu in gpus
        where gpu.Health == GpuHealth.Healthy && gpu.MigMode == MigMode.Enabled && filter.AcceptsModel(gpu)
        from mig in gpu.Mig
        where MayServe(filter, gpu.Uuid, mig.Uuid) && Held(gpu).All(entry => entry.Grant.MigUuid != mig.Uuid)
        select ResourceNames.OfMig(mig.Profile);

    private static bool MayServe(GpuFilter filter, params string[] uuids) =>
        (filter.Only.Count == 0 || filter.Only.Any(only => Has(uuids, only))) && !filter.Except.Any(except => Has(uuids, except));

    private static bool Has(string[] uuids, string uuid) => uuids.Any(own => own.Equals(uuid, StringComparison.OrdinalIgnoreCase));

    private bool HasRoom(Gpu gpu, ShareSize size)
    {
        var (memory, core) = size.On(gpu);
        return gpu.MigMode != MigMode.Enabled
            && Held(gpu).All(entry => entry.Kind == BookingKind.Share)
            && memory <= gpu.MemoryMiB
            && Held(gpu).Sum(entry => entry.Grant.MemoryMiB) + memory <= MostMiB(gpu)
            && Held(gpu).Sum(entry => entry.Grant.CorePercent) + core <= bounds.CorePercent;
    }

    private long MostMiB(Gpu gpu) => gpu.MemoryMiB * bounds.MemoryPercent / 100;

    private bool CanOpenAll(GpuRequest request)
    {
        var named = request.Filter.Devices.Count > 0;
        var runs = Eligible(request).Where(gpu => gpu.MigMode != MigMode.Enabled || gpu.Mig.Count > 0).ToList();
        return named
            ? runs.Count == request.Filter.Devices.Count && runs.TrueForAll(IsOpen)
            : runs.Count > 0 && runs.TrueForAll(IsOpen);
    }

    private bool IsOpen(Gpu gpu) => Held(gpu).All(entry => entry.Kind == BookingKind.Open);

    private IEnumerable<Gpu> Whole(GpuRequest request) => Eligible(request).Where(gpu => gpu.MigMode != MigMode.Enabled);

    /// <summary>One name of several that means nothing spoils the whole request.</summary>
    private IEnumerable<Gpu> Eligible(GpuRequest request)
    {
        var names = request.Filter.Devices.Select(name => name.Text.Replace("GPU-", "", StringComparison.Ordinal)).ToList();
        return names.Count > 0 && !names.TrueForAll(name => gpus.Any(gpu => $"{gpu.Index}" == name))
            ? []
            : gpus.Where(gpu => gpu.Health == GpuHealth.Healthy
                && request.Filter.AcceptsModel(gpu)
                && MayServe(request.Filter, gpu.Uuid)
                && (names.Count == 0 || names.Contains($"{gpu.Index}")));
    }

    private IEnumerable<(BookingKind Kind, GpuGrant Grant)> Held(Gpu gpu) =>
        bookings.SelectMany(booking => booking.Grants.Where(grant => grant.GpuUuid == gpu.Uuid).Select(grant => (booking.Kind, grant)));
}
