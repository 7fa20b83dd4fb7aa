using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.Quota.Agents;

/// <summary>A line that the agent answered with.</summary>
internal static class AgentReply
{
    private const int Version = 1;

    /// <summary>Whether it is a sign of life of an agent that speaks as we do.</summary>
    /// <exception cref="CodecException">The text is none.</exception>
    internal static bool IsAlive(ReadOnlyMemory<byte> line) => Read(line, json => IsOk(json) && json.GetProperty("version").GetInt32() == Version);

    /// <summary>What went wrong, or null when all is well.</summary>
    /// <exception cref="CodecException">The text is none.</exception>
    internal static CoasterException? Problem(ReadOnlyMemory<byte> line) => Read(line, json => IsOk(json)
        ? null
        : new CoasterException(Text(json, "what"), Text(json, "why"), Text(json, "mend")));

    /// <summary>What the cluster booked for the container of that id, or null.</summary>
    /// <exception cref="CodecException">The text is none, or of another container.</exception>
    internal static PodClaim? Claim(ReadOnlyMemory<byte> line, string id) => Read(line, json => ClaimReply.Read(json, id));

    /// <summary>The machine as the agent knows it.</summary>
    /// <exception cref="CodecException">The text is none.</exception>
    internal static AgentStatus Status(ReadOnlyMemory<byte> line) => Read(line, json => IsOk(json)
        ? new AgentStatus(List(json, "containers", Container), List(json, "gpus", Gpu))
        : throw new CodecException("ok", "is false"));

    private static ContainerStatus Container(JsonElement json) => new(Text(json, "id"), Text(json, "state"), List(json, "gpus", Use));

    private static UseStatus Use(JsonElement json) => new(
        Text(json, "uuid"),
        json.TryGetProperty("mig", out var mig) ? mig.GetString() : null,
        Number(json, "limitBytes"),
        NumberOrNull(json, "usedBytes"),
        NumberOrNull(json, "gotPpm"),
        NumberOrNull(json, "throttledNs"),
        NumberOrNull(json, "outOfMemory"));

    /// <summary>A newer agent may know tiers that this program does not.</summary>
    private static GpuStatus Gpu(JsonElement json) => new(
        Text(json, "uuid"),
        Number(json, "contextBytes"),
        [.. json.GetProperty("tiers").EnumerateArray().Select(word => BookingWords.TryParse(word.GetString() ?? "", out var tier) ? tier : EnforcementTier.Booked)]);

    private static T Read<T>(ReadOnlyMemory<byte> line, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CodecException("", "is no answer of an agent: " + error.Message, error);
        }
    }

    private static bool IsOk(JsonElement json) => json.GetProperty("ok").GetBoolean();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new CodecException(name, "is null");

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static long? NumberOrNull(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) && number.ValueKind != JsonValueKind.Null ? number.GetInt64() : null;

    private static List<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        [.. json.GetProperty(name).EnumerateArray().Select(read)];
}
