using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Coaster.GpuModel.Json;

/// <summary>What all codecs share: a bounded JSON object with a version in front.</summary>
internal static class JsonText
{
    /// <summary>What the API server lets all annotations of an object add up to.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int Version = 1;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static string Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            fields(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static T Read<T>(string text, Func<JsonField, T> read)
    {
        // A character is at least a byte: what is refused here is never copied.
        if (text.Length > MaxBytes)
            throw TooLong();
        return Read(Encoding.UTF8.GetBytes(text), read);
    }

    public static T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonField, T> read)
    {
        if (utf8.Length > MaxBytes)
            throw TooLong();
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return Read(document.RootElement, read);
        }
        catch (JsonException e)
        {
            throw new CodecException("", $"the text is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", e);
        }
    }

    /// <summary>Reads a text that is part of another one, which bounds it.</summary>
    public static T Read<T>(JsonElement json, Func<JsonField, T> read)
    {
        try
        {
            return read(Checked(new JsonField(json)));
        }
        catch (InvalidOperationException e)
        {
            // GetString tells broken UTF-8 and lone surrogates like this.
            throw new CodecException("", "the text has a string that is not Unicode", e);
        }
    }

    private static JsonField Checked(JsonField root)
    {
        var version = root.Get("v");
        var number = version.Number(long.MinValue, long.MaxValue);
        return number == Version ? root : throw version.Problem($"is {number}, and this program reads version {Version}");
    }

    private static CodecException TooLong() => new("", $"the text is longer than {MaxBytes / 1024} KiB");
}
