using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Coaster.Oci;

/// <summary>
/// The config.json of a bundle (https://github.com/opencontainers/runtime-spec/blob/main/config.md). It is kept as a tree, so that
/// fields which this code has never heard of come out as they went in.
/// </summary>
public sealed class BundleSpec
{
    /// <summary>The largest config.json that is read, in bytes. Real ones have some tens of KiB.</summary>
    public const int MaxBytes = 16 << 20;

    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = 128 };

    // With the default escaping: the relaxed one is nicer to look at, and takes longer to set up than a whole config.json takes to write.
    private static readonly JsonWriterOptions WriteOptions = new() { MaxDepth = 128 };

    private const int Headroom = 1 << 13;
    private readonly int _bytes;

    private BundleSpec(JsonObject root, int bytes) => (Root, _bytes) = (root, bytes);

    /// <summary>The document.</summary>
    public JsonObject Root { get; }

    /// <summary>The container's variables as <c>NAME=value</c>.</summary>
    public IEnumerable<string> Env => Root.Child("process")?.List("env")?.Strings() ?? [];

    /// <summary>The root's folder as written: absolute, or relative to the bundle.</summary>
    /// <exception cref="OciSpecException">It is missing, or no path: with a NUL, the kernel would see another.</exception>
    public string RootPath => Root.Child("root")?.Text("path") is { } path && !path.Contains('\0', StringComparison.Ordinal)
        ? path
        : throw new OciSpecException("root.path is missing, or has a NUL");

    /// <summary>The cgroup as written, or null when the low-level runtime chooses.</summary>
    public string? CgroupsPath => Root.Child("linux")?.Text("cgroupsPath");

    /// <summary>The program and its arguments.</summary>
    public IEnumerable<string> Args => Root.Child("process")?.List("args")?.Strings() ?? [];

    /// <summary>The value of an annotation, or null.</summary>
    public string? Annotation(string name) => Root.Child("annotations")?.Text(name);

    /// <summary>Names the cgroup that the low-level runtime puts the container into.</summary>
    public void SetCgroupsPath(string path) => Root.ChildOrNew("linux")["cgroupsPath"] = JsonPart.Text(path);

    /// <summary>Parses a document.</summary>
    /// <exception cref="OciSpecException">It is too large, no JSON, or no object.</exception>
    public static BundleSpec Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
            throw new OciSpecException($"it has {json.Length} bytes, more than {MaxBytes}");
        if (!Utf8.IsValid(json.Span))
            throw new OciSpecException("it is not valid UTF-8");
        try
        {
            // Not disposed of: the tree reads from it, and there is one for each process.
            var document = JsonDocument.Parse(json, ReadOptions);
            return new BundleSpec(JsonObject.Create(document.RootElement) ?? throw new OciSpecException("it is not a JSON object"), json.Length);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new OciSpecException("it is not valid JSON: " + error.Message, error);
        }
    }

    /// <summary>The document as UTF-8.</summary>
    /// <exception cref="OciSpecException">A text in it, which nobody has read so far, has half a surrogate pair.</exception>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(_bytes + Headroom);
        try
        {
            using var writer = new Utf8JsonWriter(buffer, WriteOptions);
            Root.WriteTo(writer);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new OciSpecException("it has text that is not Unicode", error);
        }

        return buffer.WrittenMemory;
    }
}
