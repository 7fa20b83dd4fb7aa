using System.Buffers;
using System.Text;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Config;

namespace Coaster.Publishing.Modes;

/// <summary>The text of the modes that were applied: <c>{"v":1,"gpus":[{"gpu","mode","layout"?}]}</c>, in the order of the UUIDs.</summary>
public static class AppliedModesCodec
{
    private const int Version = 1;
    private const int MaxText = 256 * 1024;

    /// <summary>The modes as text.</summary>
    public static string Encode(IReadOnlyDictionary<string, GpuModeSpec> applied)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteStartArray("gpus");
            foreach (var (uuid, mode) in applied.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                Write(json, uuid, mode);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The modes that the text means.</summary>
    /// <exception cref="CodecException">It is too long, of another version, or wrong in the field that is named.</exception>
    public static IReadOnlyDictionary<string, GpuModeSpec> Decode(string text)
    {
        if (text.Length > MaxText)
            throw new CodecException("", $"the text is longer than {MaxText / 1024} KiB");
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CodecException("", "the text is not a list of applied modes", error);
        }
    }

    private static void Write(Utf8JsonWriter json, string uuid, GpuModeSpec mode)
    {
        json.WriteStartObject();
        json.WriteString("gpu", uuid);
        json.WriteString("mode", mode.Mode.Word());
        if (mode.Layout.Count > 0)
        {
            json.WriteStartArray("layout");
            foreach (var profile in mode.Layout)
                json.WriteStringValue(profile);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, GpuModeSpec> Read(JsonElement root)
    {
        if (root.GetProperty("v").GetInt32() is not Version and var other)
            throw new CodecException("v", $"is {other}, and this program reads version {Version}");
        var applied = new Dictionary<string, GpuModeSpec>(StringComparer.Ordinal);
        foreach (var item in root.GetProperty("gpus").EnumerateArray())
        {
            var path = $"gpus[{applied.Count}]";
            var entry = ModeEntry.Read(item);
            if (entry.Mode is not { } mode)
                throw new CodecException(path, entry.Problem!);
            if (!Identifiers.IsGpuUuid(entry.Gpu) || !applied.TryAdd(entry.Gpu, mode))
                throw new CodecException(path + ".gpu", "is not a UUID of its own");
        }

        return applied;
    }
}
