using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Posix;

namespace Coaster.Ledger;

/// <summary>The text of a ledger entry: one JSON file for each booking, written and read by root's processes only.</summary>
public static class LedgerEntryCodec
{
    private const int Version = 1;
    private const string Moment = "O";

    /// <summary>The entry as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Encode(LedgerEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, entry);
        return buffer.WrittenMemory;
    }

    /// <summary>The entry that the text means.</summary>
    /// <exception cref="CodecException">It is of another version, or no entry.</exception>
    public static LedgerEntry Decode(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CodecException("", "is no ledger entry: " + error.Message, error);
        }
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteString("engine", entry.Engine.Word());
        json.WritePropertyName("booking");
        json.WriteRawValue(BookingCodec.Encode(entry.Booking), skipInputValidation: true);
        json.WritePropertyName("devices");
        json.WriteRawValue(InventoryCodec.Encode(entry.Devices), skipInputValidation: true);
        json.WriteString("driverRoot", entry.DriverRoot);
        WriteStarter(json, entry.Starter);
        json.WriteString("cgroupsPath", entry.CgroupsPath);
        json.WriteString("created", entry.Created.ToString(Moment, CultureInfo.InvariantCulture));
        json.WriteStartArray("command");
        foreach (var word in entry.Command)
            json.WriteStringValue(word);
        json.WriteEndArray();
        if (entry.Pod is { } pod)
            WritePod(json, pod);
        json.WriteEndObject();
    }

    private static void WritePod(Utf8JsonWriter json, PodOwner pod)
    {
        json.WriteStartObject("pod");
        json.WriteString("uid", pod.Uid);
        json.WriteString("namespace", pod.Namespace);
        json.WriteString("name", pod.Name);
        json.WriteString("container", pod.Container);
        json.WriteEndObject();
    }

    private static void WriteStarter(Utf8JsonWriter json, ProcessIdentity starter)
    {
        json.WriteStartObject("starter");
        json.WriteNumber("pid", starter.Pid);
        json.WriteNumber("startTicks", starter.StartTicks);
        json.WriteString("boot", starter.BootId);
        json.WriteEndObject();
    }

    private static LedgerEntry Read(JsonElement json)
    {
        var version = json.GetProperty("v").GetInt32();
        if (version != Version)
            throw new CodecException("v", $"is {version}, and this program reads version {Version}");
        var booking = BookingCodec.Decode(json.GetProperty("booking"));
        if (booking.Containers.Count != 1)
            throw new CodecException("booking.containers", "does not have one entry");
        var starter = json.GetProperty("starter");
        return new LedgerEntry(
            ContainerEngineWords.Parse(Text(json, "engine")),
            booking,
            InventoryCodec.Decode(json.GetProperty("devices")),
            Text(json, "driverRoot"),
            new ProcessIdentity(starter.GetProperty("pid").GetInt32(), starter.GetProperty("startTicks").GetInt64(), Text(starter, "boot")),
            json.GetProperty("cgroupsPath").GetString(),
            DateTimeOffset.ParseExact(Text(json, "created"), Moment, CultureInfo.InvariantCulture),
            [.. json.GetProperty("command").EnumerateArray().Select(word => word.GetString() ?? throw new CodecException("command", "holds a null"))])
        {
            Pod = json.TryGetProperty("pod", out var pod) ? ReadPod(pod) : null,
        };
    }

    private static PodOwner ReadPod(JsonElement json)
    {
        var pod = new PodOwner(Text(json, "uid"), Text(json, "namespace"), Text(json, "name"), Text(json, "container"));
        return pod.IsValid() ? pod : throw new CodecException("pod", "is no container of a pod");
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new CodecException(name, "is null");
}
