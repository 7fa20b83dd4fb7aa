using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coaster.Cdi.Model;
using Coaster.Oci;

namespace Coaster.Cdi.Writing;

/// <summary>Writes a specification that <see cref="GpuOffer"/> made; the same content is always the same text.</summary>
internal static class SpecJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ReadOnlyMemory<byte> Write(CdiSpec spec)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 14);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("cdiVersion", spec.Version);
            json.WriteString("kind", spec.Kind);
            WriteList(json, "devices", spec.Devices, Write);
            Write(json, spec.Edits);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, CdiSpecDevice device)
    {
        json.WriteString("name", device.Name);
        Write(json, device.Edits);
    }

    private static void Write(Utf8JsonWriter json, CdiEdits edits)
    {
        json.WriteStartObject("containerEdits");
        WriteTexts(json, "env", edits.Env);
        WriteList(json, "deviceNodes", edits.DeviceNodes, Write);
        WriteList(json, "mounts", edits.Mounts, Write);
        WriteList(json, "hooks", edits.Hooks, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CdiDeviceNode node)
    {
        json.WriteString("path", node.Path);
        json.WriteString("type", $"{node.Type}");
        json.WriteNumber("major", node.Major);
        json.WriteNumber("minor", node.Minor);
        json.WriteNumber("fileMode", node.FileMode ?? 0);
        json.WriteString("permissions", node.Permissions);
        json.WriteNumber("uid", node.Uid ?? 0);
        json.WriteNumber("gid", node.Gid ?? 0);
    }

    private static void Write(Utf8JsonWriter json, CdiMount mount)
    {
        json.WriteString("hostPath", mount.HostPath);
        json.WriteString("containerPath", mount.ContainerPath);
        WriteTexts(json, "options", mount.Options);
    }

    private static void Write(Utf8JsonWriter json, OciHook hook)
    {
        json.WriteString("hookName", hook.Stage.Word());
        json.WriteString("path", hook.Path);
        WriteTexts(json, "args", hook.Args);
        WriteTexts(json, "env", hook.Env);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
