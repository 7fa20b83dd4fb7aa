using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Coaster.Enforcement.Events;

/// <summary>
/// The file of events, one JSON object a line. It is bounded: when it is full it takes the place of the one before it and a new one is begun. A disk
/// that cannot be written to loses events, and nothing else.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="time">Tells when something happened.</param>
/// <param name="maxBytes">How large it gets.</param>
public sealed class EventLog(string path, TimeProvider time, long maxBytes = EventLog.DefaultBytes)
{
    /// <summary>How large the file gets unless another size is given: 1 MiB.</summary>
    public const long DefaultBytes = 1 << 20;

    /// <summary>Where the events before are.</summary>
    public const string OlderSuffix = ".1";

    /// <summary>Somebody who counts events.</summary>
    public event Action<EnforcementEvent>? Added;

    /// <summary>Writes an event.</summary>
    public void Add(EnforcementEvent happened)
    {
        Added?.Invoke(happened);
        try
        {
            if (new FileInfo(path) is { Exists: true } file && file.Length >= maxBytes)
                File.Move(path, path + OlderSuffix, overwrite: true);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            using var stream = new FileStream(path, options);
            stream.Write(Encode(happened));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private ReadOnlySpan<byte> Encode(EnforcementEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, happened);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private void Write(Utf8JsonWriter json, EnforcementEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("time", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("container", happened.Container);
        json.WriteString("name", happened.Name);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(happened.Kind.ToString()));
        json.WriteString("message", happened.Message);
        if (happened.Gpu is not null)
        {
            json.WriteString("gpu", happened.Gpu);
            json.WriteNumber("limitBytes", happened.LimitBytes);
            json.WriteNumber("usedBytes", happened.UsedBytes);
        }

        json.WriteEndObject();
    }
}
