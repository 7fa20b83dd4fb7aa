using System.Text;
using System.Text.Json;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Quota.Agents;

namespace Coaster.Cli.Ps;

/// <summary>
/// <c>coaster ps -o json</c>: <c>{containers:[{name, id, pod:{uid, namespace, name, container}, engine, kind, tier, coreLimit, priority, oversubscribed, state,
/// starter, created, command, gpus:[{index, uuid, model, mig, memoryMiB, core, usedBytes, limitBytes, gotPpm, throttledNs, outOfMemory}]}]}</c>; what only
/// an agent can tell is null without one, and so is the pod of a container that is no pod's.
/// </summary>
internal static class PsJson
{
    internal static string Of(IReadOnlyList<LedgerEntry> entries, AgentStatus? agent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("containers");
            foreach (var entry in entries)
                Write(json, entry, agent?.Find(entry.Id));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry, ContainerStatus? status)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        json.WriteString("id", entry.Id);
        Write(json, entry.Pod);
        json.WriteString("engine", entry.Engine.Word());
        json.WriteString("kind", entry.Container.Kind.Word());
        json.WriteString("tier", entry.Container.Tier.Word());
        json.WriteString("coreLimit", entry.Container.CoreLimit.Word());
        json.WriteNumber("priority", entry.Container.Priority);
        json.WriteStartArray("oversubscribed");
        foreach (var part in entry.Container.Oversubscribed.Words())
            json.WriteStringValue(part);
        json.WriteEndArray();
        json.WriteString("state", status?.State);
        json.WriteNumber("starter", entry.Starter.Pid);
        json.WriteString("created", entry.Created);
        json.WriteStartArray("command");
        foreach (var word in entry.Command)
            json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteStartArray("gpus");
        foreach (var grant in entry.Container.Grants)
            Write(json, entry, grant, status?.Gpus.FirstOrDefault(use => use.IsOf(grant)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry, GpuGrant grant, UseStatus? use)
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
        Write(json, "usedBytes", use?.UsedBytes);
        Write(json, "limitBytes", use?.LimitBytes);
        Write(json, "gotPpm", use?.GotPpm);
        Write(json, "throttledNs", use?.ThrottledNs);
        Write(json, "outOfMemory", use?.OutOfMemory);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PodOwner? pod)
    {
        if (pod is null)
        {
            json.WriteNull("pod");
            return;
        }

        json.WriteStartObject("pod");
        json.WriteString("uid", pod.Uid);
        json.WriteString("namespace", pod.Namespace);
        json.WriteString("name", pod.Name);
        json.WriteString("container", pod.Container);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
