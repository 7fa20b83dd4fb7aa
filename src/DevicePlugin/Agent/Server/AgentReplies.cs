using System.Text.Json;
using Coaster.Enforcement.Partitions;
using Coaster.Enforcement.Status;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Agent.Server;

/// <summary>The agent's answers, one JSON object and the end of the line.</summary>
internal static class AgentReplies
{
    internal static byte[] Done() => Line(true, _ => { });

    internal static byte[] Alive(int version, int pid) => Line(true, json =>
    {
        json.WriteNumber("version", version);
        json.WriteNumber("pid", pid);
    });

    internal static byte[] Failed(CoasterException error) => Line(false, json =>
    {
        json.WriteString("what", error.What);
        json.WriteString("why", error.Why);
        json.WriteString("mend", error.Mend);
    });

    /// <summary>What a pod's container holds; nothing more than that it is so where it holds nothing.</summary>
    internal static byte[] Claimed(string id, Claimed? claimed) => Line(true, json =>
    {
        if (claimed is null)
            return;
        json.WritePropertyName("booking");
        json.WriteRawValue(BookingCodec.Encode(new Booking(id, [claimed.Container])));
        json.WritePropertyName("inventory");
        json.WriteRawValue(InventoryCodec.Encode(claimed.Devices));
        json.WriteString("driverRoot", claimed.DriverRoot);
    });

    internal static byte[] Status(
        IReadOnlyList<ContainerStatus> containers, IReadOnlyList<PartitionStatus> partitions, IReadOnlyList<GpuOffer> gpus) => Line(true, json =>
    {
        json.WriteStartArray("containers");
        foreach (var container in containers)
            Write(json, container);
        foreach (var container in partitions)
            Write(json, container);
        json.WriteEndArray();
        json.WriteStartArray("gpus");
        foreach (var gpu in gpus)
            Write(json, gpu);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, ContainerStatus container)
    {
        json.WriteStartObject();
        json.WriteString("id", container.Id);
        json.WriteString("name", container.Name);
        json.WriteString("tier", container.Tier.Word());
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(container.State.ToString()));
        json.WriteNumber("privateTables", container.PrivateTables);
        json.WriteStartArray("gpus");
        foreach (var gpu in container.Gpus)
            Write(json, gpu, container.OutOfMemory);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GpuStatus gpu, long outOfMemory)
    {
        json.WriteStartObject();
        json.WriteString("uuid", gpu.Uuid);
        json.WriteNumber("limitBytes", gpu.LimitBytes);
        json.WriteNumber("usedBytes", gpu.UsedBytes);
        json.WriteNumber("accountedBytes", gpu.AccountedBytes);
        json.WriteNumber("ratePpm", gpu.RatePpm);
        json.WriteNumber("gotPpm", gpu.GotPpm);
        json.WriteNumber("throttledNs", gpu.ThrottledNs);
        json.WriteNumber("outOfMemory", outOfMemory);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PartitionStatus container)
    {
        json.WriteStartObject();
        json.WriteString("id", container.Id);
        json.WriteString("name", container.Name);
        json.WriteString("tier", container.Tier.Word());
        json.WriteString("state", "ok");
        json.WriteStartArray("gpus");
        foreach (var use in container.Uses)
            Write(json, use);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PartitionUse use)
    {
        json.WriteStartObject();
        json.WriteString("uuid", use.GpuUuid);
        json.WriteString("mig", use.MigUuid);
        json.WriteNumber("limitBytes", use.LimitBytes);
        Write(json, "usedBytes", use.Sample.UsedBytes);
        Write(json, "gotPpm", use.Sample.BusyPpm);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, GpuOffer gpu)
    {
        json.WriteStartObject();
        json.WriteString("uuid", gpu.Uuid);
        json.WriteNumber("contextBytes", gpu.ContextBytes);
        json.WriteStartArray("tiers");
        foreach (var tier in gpu.Tiers)
            json.WriteStringValue(tier.Word());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Line(bool ok, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", ok);
            fields(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
