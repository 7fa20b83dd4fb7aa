using System.Collections.Concurrent;
using System.Text.Json;
using Coaster.Posix;

namespace Coaster.Enforcement.Contexts;

/// <summary>
/// What a context holds on a GPU, in bytes. It is measured once for each driver version and model and kept in a file; until then a good deal is assumed, so that
/// nobody gets memory that a context will need.
/// </summary>
/// <param name="path">The file.</param>
public sealed class ContextCosts(string path)
{
    /// <summary>What is assumed where nobody has measured.</summary>
    public const long Assumed = 512L << 20;

    private const int MaxBytes = 1 << 16;
    private const long Most = 1L << 40;
    private readonly ConcurrentDictionary<string, long> _byModel = new(Load(path), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _byGpu = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a context on a GPU is taken to hold.</summary>
    public long Of(string uuid) => _byGpu.GetValueOrDefault(uuid, Assumed);

    /// <summary>Whether a model's was measured; if so it is known for the GPU from now on.</summary>
    public bool Knows(string uuid, string driverVersion, string model)
    {
        if (!_byModel.TryGetValue(Key(driverVersion, model), out var bytes))
            return false;
        _byGpu[uuid] = bytes;
        return true;
    }

    /// <summary>Keeps what was measured.</summary>
    public void Learn(string uuid, string driverVersion, string model, long bytes)
    {
        _byGpu[uuid] = _byModel[Key(driverVersion, model)] = Math.Clamp(bytes, 0, Most);
        try
        {
            AtomicFile.Write(path, Encode(), UnixFileMode.UserRead | UnixFileMode.UserWrite, durable: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is measured again by the next agent.
        }
    }

    private static string Key(string driverVersion, string model) => $"{driverVersion} {model}";

    private byte[] Encode()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (key, bytes) in _byModel.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteNumber(key, bytes);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static Dictionary<string, long> Load(string path)
    {
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MaxBytes)
                return [];
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => Math.Clamp(field.Value.GetInt64(), 0, Most));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or FormatException or ArgumentException)
        {
            return [];
        }
    }
}
