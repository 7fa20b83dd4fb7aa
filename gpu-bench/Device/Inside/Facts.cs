using System.Globalization;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>What a measurement inside a container found: lines of <c>key=value</c> on standard output.</summary>
internal static class Facts
{
    internal static void Print(string key, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}={value:R}"));

    internal static void Print(string key, string value) => Console.WriteLine($"{key}={value}");

    /// <summary>Reads such lines; others are passed over.</summary>
    internal static IReadOnlyDictionary<string, string> Read(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0])
        .ToDictionary(pair => pair.Key, pair => pair.Last()[1]);
}
