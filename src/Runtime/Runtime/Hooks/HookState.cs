using System.Text.Json;
using Coaster.GpuModel;

namespace Coaster.Runtime.Hooks;

/// <summary>
/// The state of a container that a hook gets on its standard input
/// (https://github.com/opencontainers/runtime-spec/blob/main/runtime.md#state).
/// </summary>
/// <param name="Id">The container's id.</param>
/// <param name="Pid">Its first process as this machine counts; 0 when there is none.</param>
/// <param name="Bundle">Its bundle's folder, absolute.</param>
internal sealed record HookState(string Id, int Pid, string Bundle)
{
    /// <summary>The most bytes that are read; annotations may make it large.</summary>
    internal const int MaxBytes = 4 << 20;

    /// <summary>Reads a state.</summary>
    /// <param name="input">It and nothing else, to the end.</param>
    /// <param name="comes">Waits until there is more to read, or the end; false when that takes too long. Without it there is no waiting.</param>
    /// <exception cref="CoasterException">It is too large, is none, or has no end.</exception>
    internal static HookState Read(Stream input, Func<bool>? comes = null)
    {
        try
        {
            using var document = JsonDocument.Parse(Bounded(input, comes), new JsonDocumentOptions { MaxDepth = 64 });
            return Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IOException)
        {
            throw Wrong(error.Message.TrimEnd('.'));
        }
    }

    private static HookState Of(JsonElement json)
    {
        var state = new HookState(
            json.GetProperty("id").GetString() ?? "",
            json.TryGetProperty("pid", out var pid) ? pid.GetInt32() : 0,
            json.GetProperty("bundle").GetString() ?? "");
        if (!Identifiers.IsName(state.Id))
            throw Wrong("its id is no name");
        if (state.Pid < 0)
            throw Wrong("its pid is negative");
        return state.Bundle.StartsWith('/') && !state.Bundle.Contains('\0') ? state : throw Wrong("its bundle is no absolute path");
    }

    private static ReadOnlyMemory<byte> Bounded(Stream input, Func<bool>? comes)
    {
        var content = new MemoryStream();
        var part = new byte[1 << 14];
        for (int count; (count = comes?.Invoke() == false ? throw Wrong("it does not end") : input.Read(part)) > 0; content.Write(part, 0, count))
            if (content.Length + count > MaxBytes)
                throw Wrong($"it has more than {MaxBytes} bytes");
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static CoasterException Wrong(string why) => new(
        "cannot read the container's state from standard input", why, "This program is a hook, and is started by a container runtime");
}
