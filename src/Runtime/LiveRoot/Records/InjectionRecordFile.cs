using System.Buffers;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.LiveRoot.Records;

/// <summary>A record in root's own folder, as JSON.</summary>
public static class InjectionRecordFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Name = "injected.json";

    /// <summary>Writes the record into a folder, which is made when it is missing.</summary>
    public static void Write(string folder, InjectionRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, record);
        Directory.CreateDirectory(folder, OwnerOnly);
        AtomicFile.Write(Path.Combine(folder, Name), buffer.WrittenSpan, OwnerOnly & ~UnixFileMode.UserExecute, durable: false);
    }

    /// <summary>The record in that folder, or null when there is none.</summary>
    /// <exception cref="CoasterException">It cannot be read.</exception>
    public static InjectionRecord? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CoasterException($"cannot read {path}", error.Message.TrimEnd('.'), "Take out by hand what was put in, and remove the file", error);
        }
    }

    private static void Write(Utf8JsonWriter json, InjectionRecord record)
    {
        json.WriteStartObject();
        json.WriteString("root", record.Root);
        Write(json, "mounts", record.Mounts);
        Write(json, "made", record.Made);
        json.WriteStartArray("devices");
        foreach (var node in record.Devices)
        {
            json.WriteStartObject();
            json.WriteString("path", node.Path);
            json.WriteString("type", $"{node.Type}");
            json.WriteNumber("major", node.Major);
            json.WriteNumber("minor", node.Minor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> paths)
    {
        json.WriteStartArray(name);
        foreach (var path in paths)
            json.WriteStringValue(path);
        json.WriteEndArray();
    }

    private static InjectionRecord Read(JsonElement json) => new(
        Text(json, "root"),
        Texts(json, "mounts"),
        Texts(json, "made"),
        [.. json.GetProperty("devices").EnumerateArray().Select(node => new DeviceNode(
            Text(node, "path"), node.GetProperty("major").GetInt32(), node.GetProperty("minor").GetInt32(), Type: Text(node, "type") == "b" ? 'b' : 'c'))]);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException(name + " is null");

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? throw new FormatException(name + " holds a null"))];
}
