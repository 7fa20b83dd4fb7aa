using System.Buffers;
using System.Text.Json;
using Coaster.BookingKeys;
using Coaster.GpuModel;

namespace Coaster.PodBookings.Disk;

/// <summary>The file with the public keys that were read last.</summary>
internal static class KeyFileCodec
{
    /// <summary>Keys of P-256 take 180 letters; what is longer is none.</summary>
    public const int MaxKey = 4096;

    private const int Version = 1;

    public static ReadOnlyMemory<byte> Encode(IReadOnlyDictionary<string, string> keys)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteStartObject("keys");
            foreach (var (name, pem) in keys)
                json.WriteString(name, pem);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <exception cref="CodecException">It is not what <see cref="Encode"/> wrote.</exception>
    public static IReadOnlyDictionary<string, string> Decode(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.GetProperty("v").GetInt32() != Version)
                throw new CodecException("v", $"is not {Version}");
            return Bounded(document.RootElement.GetProperty("keys").EnumerateObject()
                .Select(key => KeyValuePair.Create(key.Name, key.Value.GetString() ?? "")));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new CodecException("", $"the text is no list of keys: {e.Message}", e);
        }
    }

    /// <summary>Those that <see cref="KeyRing.Load"/> reads, without what cannot be a key.</summary>
    public static IReadOnlyDictionary<string, string> Bounded(IEnumerable<KeyValuePair<string, string>> keys) =>
        new SortedDictionary<string, string>(
            keys.OrderBy(key => key.Key, StringComparer.Ordinal)
                .Take(KeyRing.MaxEntries)
                .Where(key => key.Value.Length <= MaxKey)
                .DistinctBy(key => key.Key)
                .ToDictionary(),
            StringComparer.Ordinal);
}
