using Coaster.GpuModel;

namespace Coaster.Injection.Driver;

/// <summary>Reads NVIDIA_DRIVER_CAPABILITIES, the variable by which images say which parts of the driver they need.</summary>
public static class DriverCapabilityNames
{
    public const string Variable = "NVIDIA_DRIVER_CAPABILITIES";

    private const string Setting = "\"requests.driverCapabilities\" in /etc/coaster/config.json";
    private const int MostQuoted = 60;

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
        return Read(value?[(Variable.Length + 1)..], DriverCapabilities.Default, DriverCapabilities.All);
    }

    /// <summary>What a container gets that may not have every part.</summary>
    /// <param name="value">The variable's value, or null when it is not set.</param>
    /// <param name="unset">What the container gets that sets nothing.</param>
    /// <param name="allowed">The parts that it may have; what was not asked for by name, as by <c>all</c>, is cut down to them.</param>
    /// <exception cref="CoasterException">A word in the list is none of the known ones, or names a part that is not allowed.</exception>
    public static DriverCapabilities Read(string? value, DriverCapabilities unset, DriverCapabilities allowed)
    {
        var words = Words(value ?? "");
        if (words.Length == 0)
            return (value is null ? unset : DriverCapabilities.Default) & allowed;
        var asked = Array.ConvertAll(words, Find);
        if (!asked.Contains(DriverCapabilities.All) && Array.FindIndex(asked, part => (part & ~allowed) != 0) is var at and >= 0)
            throw Refused(words[at], allowed);
        return asked.Aggregate((sum, part) => sum | part) & allowed;
    }

    /// <summary>The parts that words mean which the administrator wrote.</summary>
    /// <param name="words">The words.</param>
    /// <exception cref="CoasterException">A word is none of the known ones.</exception>
    public static DriverCapabilities Allowed(IEnumerable<string> words)
    {
        var sum = DriverCapabilities.None;
        foreach (var word in words)
            sum |= TryFind(word) ?? throw new CoasterException(
                "cannot use the settings",
                $"'{word}' in {Setting} is no part of the driver",
                "Set it to a list of " + AllNames);
        return sum;
    }

    private static string AllNames => string.Join(", ", Known.Select(known => known.Name));

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DriverCapabilities Find(string word) => TryFind(word) ?? throw new CoasterException(
        $"cannot give the container the driver's '{Short(word)}'",
        $"{Variable} knows no such capability",
        "Set it to a list of " + AllNames);

    private static DriverCapabilities? TryFind(string word)
    {
        foreach (var (name, value) in Known)
            if (string.Equals(name, word, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }

    private static CoasterException Refused(string word, DriverCapabilities allowed)
    {
        var names = Known.Where(known => known.Value is not (DriverCapabilities.All or DriverCapabilities.None) && allowed.HasFlag(known.Value));
        return new CoasterException(
            $"cannot give the container the driver's '{word}'",
            $"this machine gives {string.Join(", ", names.Select(known => known.Name).DefaultIfEmpty("nothing"))}",
            $"Ask for less in {Variable}, or add it to {Setting}");
    }

    private static string Short(string word) => word.Length <= MostQuoted ? word : word[..MostQuoted] + "…";
}
