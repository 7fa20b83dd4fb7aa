using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Coaster.Cli.Events;

/// <summary>Something that happened to a container's quota, as the agent wrote it down.</summary>
/// <param name="Time">When.</param>
/// <param name="Container">The container's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What happened, in the agent's word.</param>
/// <param name="Message">The same for people.</param>
/// <param name="Gpu">The GPU that it is about, or null.</param>
/// <param name="LimitBytes">What it may hold there, in bytes; null where it is not about a GPU.</param>
/// <param name="UsedBytes">What it holds there.</param>
internal sealed record WrittenEvent(
    DateTimeOffset Time, string Container, string Name, string Kind, string Message, string? Gpu, long? LimitBytes, long? UsedBytes)
{
    /// <summary>The event on a line, or null when there is none. An agent that died left half a line, and what came next stands behind it.</summary>
    internal static WrittenEvent? Parse(ReadOnlySpan<byte> line) =>
        TryParse(line) ?? (line.LastIndexOf("{\"time\":"u8) is > 0 and var second ? TryParse(line[second..]) : null);

    /// <summary>One JSON object, with the fields as the agent names them.</summary>
    internal string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("time", Time.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("container", Container);
        json.WriteString("name", Name);
        json.WriteString("kind", Kind);
        json.WriteString("message", Message);
        if (Gpu is not null)
            json.WriteString("gpu", Gpu);
        if (LimitBytes is { } limit)
            json.WriteNumber("limitBytes", limit);
        if (UsedBytes is { } used)
            json.WriteNumber("usedBytes", used);
        json.WriteEndObject();
    }

    private static WrittenEvent? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            return Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static WrittenEvent Of(JsonElement json) => new(
        json.GetProperty("time").GetDateTimeOffset(),
        Text(json, "container"),
        Text(json, "name"),
        Text(json, "kind"),
        Text(json, "message"),
        json.TryGetProperty("gpu", out var gpu) ? gpu.GetString() : null,
        json.TryGetProperty("limitBytes", out var limit) ? limit.GetInt64() : null,
        json.TryGetProperty("usedBytes", out var used) ? used.GetInt64() : null);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException();
}
