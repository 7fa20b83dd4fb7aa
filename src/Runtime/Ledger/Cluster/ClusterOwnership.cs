using System.Buffers;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Ledger.Cluster;

/// <summary>
/// That this machine is a node of a cluster, whose scheduler owns its GPUs but for some. The node's agent writes it into the data directory, so that
/// it holds after a reboot too, before the agent is up.
/// </summary>
/// <param name="Node">The node's name.</param>
/// <param name="Local">The UUIDs of the GPUs that the machine books itself.</param>
public sealed record ClusterOwnership(string Node, IReadOnlyList<string> Local)
{
    private const UnixFileMode OwnerWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const int Version = 1;
    private const int MaxBytes = 64 << 10;

    /// <summary>The file.</summary>
    public static string PathIn(HostSettings settings) => Path.Combine(settings.DataDirectory, "cluster.json");

    /// <summary>What the file says, or null when there is none, because the machine is in no cluster.</summary>
    /// <exception cref="CoasterException">It cannot be read: then nobody knows whose the GPUs are.</exception>
    public static ClusterOwnership? TryRead(HostSettings settings)
    {
        var path = PathIn(settings);
        try
        {
            return PlainFile.TryRead(path) is { } content ? Decode(content) : null;
        }
        catch (Exception error) when (error is IOException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or CodecException)
        {
            throw new CoasterException(
                $"cannot tell which GPUs belong to the cluster: {path} cannot be read",
                error.Message.TrimEnd('.'),
                "Restart the node's agent, which writes it, or remove it when this machine is in no cluster any more",
                error);
        }
    }

    /// <summary>Writes the file so that it outlives a power cut; what is there already is not written again.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    public void Write(HostSettings settings)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        var content = Encode();
        if (PlainFile.TryRead(PathIn(settings)) is not { } there || !there.Span.SequenceEqual(content))
            AtomicFile.Write(PathIn(settings), content, OwnerWrites, durable: true);
    }

    /// <summary>Says that the machine is in no cluster any more.</summary>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    public static void Remove(HostSettings settings)
    {
        if (Directory.Exists(settings.DataDirectory))
            File.Delete(PathIn(settings));
    }

    /// <summary>Whether the machine books that GPU itself.</summary>
    public bool IsLocal(Gpu gpu)
    {
        foreach (var uuid in Local)
            if (string.Equals(uuid, gpu.Uuid, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The machine with only those of its GPUs that it books itself.</summary>
    public NodeInventory LocalOf(NodeInventory node) => node with { Gpus = [.. node.Gpus.Where(IsLocal)] };

    /// <inheritdoc/>
    public bool Equals(ClusterOwnership? other) => other is not null && Node == other.Node && Local.SequenceEqual(other.Local);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Node, Local.Count);

    private ReadOnlySpan<byte> Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("node", Node);
            json.WriteStartArray("local");
            foreach (var uuid in Local)
                json.WriteStringValue(uuid);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static ClusterOwnership Decode(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxBytes)
            throw new CodecException("", $"it has more than {MaxBytes} bytes");
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        var version = root.GetProperty("v").GetInt32();
        if (version != Version)
            throw new CodecException("v", $"is {version}, and this program reads version {Version}");
        var local = new List<string>();
        foreach (var uuid in root.GetProperty("local").EnumerateArray())
            local.Add(Checked(uuid.GetString(), $"local[{local.Count}]", Identifiers.IsGpuUuid));
        return new ClusterOwnership(Checked(root.GetProperty("node").GetString(), "node", Identifiers.IsNodeName), local);
    }

    private static string Checked(string? text, string field, Func<string, bool> accepts) =>
        text is not null && accepts(text) ? text : throw new CodecException(field, "is no name of that kind");
}
