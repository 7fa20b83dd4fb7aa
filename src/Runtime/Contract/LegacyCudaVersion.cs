using System.Globalization;

namespace Coaster.Contract;

/// <summary>CUDA_VERSION of images that are too old to say what they require; they need the CUDA that they were built with.</summary>
internal static class LegacyCudaVersion
{
    /// <summary>The requirement, <c>cuda&gt;=8.0</c> for 8.0.61, or null when the text is no version.</summary>
    public static string? Requirement(string version)
    {
        var parts = (version.StartsWith('v') ? version[1..] : version).Split('-', '+')[0].Split('.');
        return parts.Length <= 3 && Array.TrueForAll(parts, IsNumber) ? $"cuda>={parts[0]}.{parts.ElementAtOrDefault(1) ?? "0"}" : null;
    }

    private static bool IsNumber(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
