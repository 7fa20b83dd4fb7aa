using System.Text;
using System.Text.Json;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;

namespace Coaster.Cli.Ps;

/// <summary>
/// <c>coaster ps -o json</c>: <c>{containers:[{name, id, engine, kind, tier, coreLimit, starter, created, command, gpus:[{index, uuid,
/// model, mig, memoryMiB, core}]}]}</c>.
/// </summary>
internal static class PsJson
{
    internal static string Of(IReadOnlyList<LedgerEntry> entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("containers");
            foreach (var entry in entries)
                Write(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Container.Container);
        json.WriteString("id", entry.Id);
        json.WriteString("engine", entry.Engine.Word());
        json.WriteString("kind", entry.Container.Kind.Word());
        json.WriteString("tier", entry.Container.Tier.Word());
        json.WriteString("coreLimit", entry.Container.CoreLimit.Word());
        json.WriteNumber("starter", entry.Starter.Pid);
        json.WriteString("created", entry.Created);
        json.WriteStartArray("command");
        foreach (var word in entry.Command)
            json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteStartArray("gpus");
        foreach (var grant in entry.Container.Grants)
            Write(json, entry, grant);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry, GpuGrant grant)
    {
        var gpu = entry.Devices.Find(grant.GpuUuid);
        json.WriteStartObject();
        if (gpu is not null)
        {
            json.WriteNumber("index", gpu.Index);
            json.WriteString("model", gpu.Model);
        }

        json.WriteString("uuid", grant.GpuUuid);
        json.WriteString("mig", grant.MigUuid);
        json.WriteNumber("memoryMiB", grant.MemoryMiB);
        json.WriteNumber("core", grant.CorePercent);
        json.WriteEndObject();
    }
}
