using System.Text.Json;
using Coaster.GpuModel;

namespace Coaster.Publishing.Config;

/// <summary>The specification in a file, for nodes without a cluster, or where the cluster has no resource for the node.</summary>
public static class GpuConfigFile
{
    private const int MaxBytes = 1 << 20;

    /// <summary>What the file says; null when there is none.</summary>
    /// <param name="path">The file: the JSON object that a resource has as its <c>spec</c>.</param>
    /// <exception cref="CoasterException">It cannot be read, is larger than 1 MiB, or is not such an object.</exception>
    public static V1alpha1GpuConfigSpec? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(Bytes(path), GpuConfigJson.Default.V1alpha1GpuConfigSpec) : null;
        }
        catch (JsonException error)
        {
            throw Refusal(path, $"it is not a list of GPU modes at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, error.Message, error);
        }
    }

    private static ReadOnlySpan<byte> Bytes(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MaxBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= MaxBytes ? bytes.AsSpan(0, length) : throw Refusal(path, $"it is larger than {MaxBytes >> 20} MiB", null);
    }

    private static CoasterException Refusal(string path, string why, Exception? inner) =>
        new($"cannot read {path}", why, "Write it as {\"gpus\":[{\"gpu\":\"0\",\"mode\":\"shared\"}]}", inner);
}
