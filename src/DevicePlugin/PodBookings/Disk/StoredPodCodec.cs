using System.Buffers;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Disk;

/// <summary>The file of a pod: compact JSON with a version. Reading is strict, as half a file must not be half a booking.</summary>
internal static class StoredPodCodec
{
    private const int Version = 1;
    private static readonly (ContainerRole Role, string Word)[] Roles =
    [
        (ContainerRole.App, "app"), (ContainerRole.Init, "init"), (ContainerRole.Sidecar, "sidecar"), (ContainerRole.Ephemeral, "ephemeral"),
    ];

    public static ReadOnlyMemory<byte> Encode(StoredPod pod)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("uid", pod.Facts.Pod.Uid);
            json.WriteString("namespace", pod.Facts.Pod.Namespace);
            json.WriteString("name", pod.Facts.Pod.Name);
            json.WriteStartArray("containers");
            foreach (var container in pod.Facts.Containers)
                Write(json, container);
            json.WriteEndArray();
            json.WriteString("booking", pod.Text);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <exception cref="CodecException">It is not what <see cref="Encode"/> wrote.</exception>
    public static StoredPod Decode(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new CodecException("", $"the text is no pod's: {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter json, PodContainer container)
    {
        json.WriteStartObject();
        json.WriteString("name", container.Name);
        json.WriteString("role", Roles.First(role => role.Role == container.Role).Word);
        json.WriteStartObject("resources");
        foreach (var (name, amount) in container.Resources)
            json.WriteNumber(name, amount);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static StoredPod Read(JsonElement root)
    {
        if (root.GetProperty("v").GetInt32() != Version)
            throw new CodecException("v", $"is not {Version}");
        var pod = new PodName(Text(root, "namespace"), Text(root, "name"), Text(root, "uid"));
        var containers = root.GetProperty("containers").EnumerateArray().Select(Container).ToArray();
        var text = Text(root, "booking");
        if (!PodReader.IsName(pod) || containers.Length > PodReader.MaxContainers || text.Length > SignedBookingCodec.MaxLength)
            throw new CodecException("", "the text is no pod's: it has names or lengths that no pod has");
        return new StoredPod(new PodFacts(pod, containers, text, IsEnded: false), text);
    }

    private static PodContainer Container(JsonElement json)
    {
        var (name, word) = (Text(json, "name"), Text(json, "role"));
        var role = Array.Find(Roles, known => known.Word == word);
        var resources = json.GetProperty("resources").EnumerateObject().ToDictionary(resource => resource.Name, resource => resource.Value.GetInt32());
        return role.Word is not null && Identifiers.IsName(name) && resources.All(entry => ResourceLimits.IsOurs(entry.Key) && entry.Value > 0)
            ? new PodContainer(name, role.Role, new SortedDictionary<string, int>(resources, StringComparer.Ordinal), IsFinished: false)
            : throw new CodecException("containers", "has one that no pod has");
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new CodecException(name, "is null");
}
