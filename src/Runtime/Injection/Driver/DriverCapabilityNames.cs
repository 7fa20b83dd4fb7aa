using Coaster.GpuModel;

namespace Coaster.Injection.Driver;

/// <summary>Reads NVIDIA_DRIVER_CAPABILITIES, the variable by which images say which parts of the driver they need.</summary>
public static class DriverCapabilityNames
{
    public const string Variable = "NVIDIA_DRIVER_CAPABILITIES";

    private static readonly (string Name, DriverCapabilities Value)[] Known =
    [
        ("utility", DriverCapabilities.Utility),
        ("compute", DriverCapabilities.Compute),
        ("video", DriverCapabilities.Video),
        ("graphics", DriverCapabilities.Graphics),
        ("display", DriverCapabilities.Display),
        ("ngx", DriverCapabilities.Ngx),
        ("compat32", DriverCapabilities.Compat32),
        ("all", DriverCapabilities.All),
        ("none", DriverCapabilities.None),
    ];

    /// <summary>What a container with these variables gets; the last of several wins, as it does for the container's own process.</summary>
    /// <exception cref="CoasterException">A word in the list is none of the known ones.</exception>
    public static DriverCapabilities FromEnv(IEnumerable<string> env)
    {
        var value = env.LastOrDefault(variable => variable.StartsWith(Variable + "=", StringComparison.Ordinal));
        return value is null ? DriverCapabilities.Default : Parse(value[(Variable.Length + 1)..]);
    }

    private static DriverCapabilities Parse(string list)
    {
        var words = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? DriverCapabilities.Default : words.Aggregate(DriverCapabilities.None, (sum, word) => sum | Find(word));
    }

    private static DriverCapabilities Find(string word)
    {
        foreach (var (name, value) in Known)
            if (string.Equals(name, word, StringComparison.OrdinalIgnoreCase))
                return value;
        throw new CoasterException(
            $"cannot give the container the driver's '{word}'",
            $"{Variable} knows no such capability",
            "Set it to a list of " + string.Join(", ", Known.Select(known => known.Name)));
    }
}
