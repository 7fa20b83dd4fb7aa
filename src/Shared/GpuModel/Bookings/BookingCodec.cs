using System.Text.Json;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Json;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Bookings;

/// <summary>
/// The text of a booking, as it stands in the annotation <c>ten.ai/booking</c> and in the node's ledger: compact JSON with a version.
/// Reading is strict about everything that it knows and ignores fields that it does not.
/// </summary>
public static class BookingCodec
{
    private const int MaxContainers = 1024;
    private const int MaxGrants = 256;
    private const int MaxParts = 2;

    /// <summary>The booking as text.</summary>
    public static string Encode(Booking booking) => JsonText.Write(json => WriteFields(json, booking));

    /// <summary>The booking that the text means.</summary>
    /// <exception cref="CodecException">The text is longer than 256 KiB, of another version, or wrong in the field that is named.</exception>
    public static Booking Decode(string text) => JsonText.Read(text, ReadBooking);

    /// <summary>The booking that the UTF-8 text means.</summary>
    /// <exception cref="CodecException">As for the other overload.</exception>
    public static Booking Decode(ReadOnlyMemory<byte> utf8) => JsonText.Read(utf8, ReadBooking);

    /// <summary>The same for a text that is a part of another one, whose reader has bounded it.</summary>
    /// <exception cref="CodecException">As for the other overloads.</exception>
    public static Booking Decode(JsonElement json) => JsonText.Read(json, ReadBooking);

    /// <summary>The booking's fields in an object that may have more.</summary>
    internal static void WriteFields(Utf8JsonWriter json, Booking booking)
    {
        json.WriteString("owner", booking.Owner);
        json.WriteStartArray("containers");
        foreach (var container in booking.Containers)
            Write(json, container);
        json.WriteEndArray();
    }

    /// <summary>The booking whose fields the object has.</summary>
    internal static Booking ReadBooking(JsonField root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return new Booking(
            root.Get("owner").Text(Identifiers.IsName, "an owner's id"),
            root.Get("containers").List(MaxContainers, field => ReadContainer(field, names)));
    }

    private static void Write(Utf8JsonWriter json, ContainerBooking container)
    {
        json.WriteStartObject();
        json.WriteString("name", container.Container);
        json.WriteString("kind", container.Kind.Word());
        json.WriteString("tier", container.Tier.Word());
        json.WriteString("coreLimit", container.CoreLimit.Word());
        if (container.Priority != 0)
            json.WriteNumber("priority", container.Priority);
        if (container.Weakest is { } weakest)
            json.WriteString("weakest", weakest.Word());
        if (container.Oversubscribed != Oversubscription.None)
            Write(json, container.Oversubscribed);
        json.WriteStartArray("grants");
        foreach (var grant in container.Grants)
            Write(json, grant);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Oversubscription parts)
    {
        json.WriteStartArray("oversubscribed");
        foreach (var word in parts.Words())
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, GpuGrant grant)
    {
        json.WriteStartObject();
        json.WriteString("gpu", grant.GpuUuid);
        if (grant.MigUuid is not null)
            json.WriteString("mig", grant.MigUuid);
        json.WriteNumber("memoryMiB", grant.MemoryMiB);
        json.WriteNumber("core", grant.CorePercent);
        json.WriteEndObject();
    }

    private static ContainerBooking ReadContainer(JsonField field, HashSet<string> names)
    {
        var name = field.Get("name").Text(Identifiers.IsName, "a container's name");
        if (!names.Add(name))
            throw field.Get("name").Problem("names a container that is there already");
        var kind = field.Get("kind").Word(BookingWords.Kind);
        return new ContainerBooking(
            name,
            kind,
            field.Get("tier").Word(BookingWords.Tier),
            field.Get("coreLimit").Word(BookingWords.Limit),
            ReadGrants(field.Get("grants"), kind))
        {
            Priority = field.Find("priority")?.Int(0, SharePriority.Highest) ?? 0,
            Weakest = field.Find("weakest")?.Word(BookingWords.Tier),
            Oversubscribed = field.Find("oversubscribed") is { } parts ? ReadParts(parts) : Oversubscription.None,
        };
    }

    private static Oversubscription ReadParts(JsonField field) =>
        field.List(MaxParts, part => part.Word(BookingWords.Part)).Aggregate(Oversubscription.None, (all, part) => all | part);

    private static IReadOnlyList<GpuGrant> ReadGrants(JsonField field, BookingKind kind)
    {
        var devices = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var grants = field.List(MaxGrants, grant => ReadGrant(grant, kind, devices));
        return grants.Count > 0 ? grants : throw field.Problem("is empty");
    }

    private static GpuGrant ReadGrant(JsonField field, BookingKind kind, HashSet<string> devices)
    {
        var grant = new GpuGrant(
            field.Get("gpu").Text(Identifiers.IsGpuUuid, "a GPU's UUID"),
            field.Find("mig")?.Text(Identifiers.IsMigUuid, "a MIG device's UUID"),
            field.Get("memoryMiB").Number(kind == BookingKind.Share ? 1 : 0, MemorySize.MaxMiB),
            field.Get("core").Int(0, Gpu.WholeCorePercent));
        return devices.Add(grant.MigUuid ?? grant.GpuUuid) ? grant : throw field.Problem("names a device that is there already");
    }
}
