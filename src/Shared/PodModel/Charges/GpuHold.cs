using Coaster.GpuModel.Bookings;

namespace Coaster.PodModel.Charges;

/// <summary>How a GPU is held, without the amounts.</summary>
/// <param name="Kind">The kind of the booking.</param>
/// <param name="MigUuid">The MIG device in small letters, or null for the GPU itself.</param>
public readonly record struct GpuHold(BookingKind Kind, string? MigUuid)
{
    /// <summary>Whether both may be on one GPU at one time.</summary>
    /// <param name="other">The other.</param>
    /// <param name="isSamePod">Whether one pod holds both: it may share a MIG device with itself.</param>
    public bool MayStandBeside(GpuHold other, bool isSamePod)
    {
        if (MigUuid is null != other.MigUuid is null)
            return false;
        if (MigUuid != other.MigUuid)
            return true;
        return Kind == other.Kind && (Kind == BookingKind.Open || (Kind == BookingKind.Share && (MigUuid is null || isSamePod)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Word()}{(MigUuid is null ? "" : $" on {MigUuid}")}";
}
