using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Quota.Agents;

/// <summary>The part of an answer that tells what the cluster booked for a container.</summary>
internal static class ClaimReply
{
    /// <summary>The booking, or null when the container holds nothing.</summary>
    /// <exception cref="CodecException">It is of another container, or does not say what it must.</exception>
    internal static PodClaim? Read(JsonElement json, string id)
    {
        if (!json.TryGetProperty("booking", out var part) || part.ValueKind == JsonValueKind.Null)
            return null;
        var booking = BookingCodec.Decode(part);
        if (booking.Owner != id)
            throw new CodecException("booking.owner", "is another container's id");
        if (booking.Containers.Count != 1)
            throw new CodecException("booking.containers", "does not have one entry");
        var devices = InventoryCodec.Decode(json.GetProperty("inventory"));
        foreach (var grant in booking.Containers[0].Grants)
            if (devices.Find(grant.GpuUuid) is null)
                throw new CodecException("inventory", $"does not have {grant.GpuUuid}, which is booked");
        var root = json.GetProperty("driverRoot").GetString();
        return root is ['/', ..] && !root.Contains('\0', StringComparison.Ordinal)
            ? new PodClaim(booking, devices, root)
            : throw new CodecException("driverRoot", "is not an absolute path");
    }
}
