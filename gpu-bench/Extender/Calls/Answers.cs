using System.Text.Json;

namespace Coaster.GpuBench.Extender.Calls;

/// <summary>What an extender answers, in the same words.</summary>
internal static class Answers
{
    /// <summary>The nodes with room, of an ExtenderFilterResult.</summary>
    /// <exception cref="IOException">The question was not answered.</exception>
    internal static IReadOnlyList<string> Fitting(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("Error").GetString() is { Length: > 0 } error
            ? throw new IOException($"filter is answered with: {error}")
            : [.. json.RootElement.GetProperty("NodeNames").EnumerateArray().Select(name => name.GetString()!)];
    }

    /// <summary>The best node, of a HostPriorityList.</summary>
    internal static string Best(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.EnumerateArray().MaxBy(node => node.GetProperty("Score").GetInt32()).GetProperty("Host").GetString()!;
    }

    /// <summary>Why a pod is not bound, or empty, of an ExtenderBindingResult.</summary>
    internal static string Refusal(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("Error").GetString()!;
    }
}
