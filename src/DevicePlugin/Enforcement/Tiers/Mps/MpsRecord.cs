using System.Text.Json;
using Coaster.Posix;

namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>What an agent changes on a GPU for MPS, so that the next one can go on with it, or put it back.</summary>
/// <param name="Before">The compute mode that the GPU had.</param>
/// <param name="Part">What each client may have.</param>
public sealed record MpsRecord(ComputeMode Before, MpsPart Part)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes it, as a whole.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(string path)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("computeMode", (int)Before);
            json.WriteNumber("memoryMiB", Part.MemoryMiB);
            json.WriteNumber("percent", Part.Percent);
            json.WriteEndObject();
        }

        AtomicFile.Write(path, buffer.ToArray(), OwnerOnly, durable: false);
    }

    /// <summary>The record, or null where there is none that can be read.</summary>
    internal static MpsRecord? TryRead(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var json = document.RootElement;
            return new MpsRecord(
                (ComputeMode)json.GetProperty("computeMode").GetInt32(),
                new MpsPart(json.GetProperty("memoryMiB").GetInt64(), json.GetProperty("percent").GetInt32()));
        }
        catch (Exception error) when (error is IOException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
