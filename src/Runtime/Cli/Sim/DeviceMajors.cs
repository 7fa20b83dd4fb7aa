namespace Coaster.Cli.Sim;

/// <summary>The character device majors of the simulated driver. Only the first is fixed; the others must not meet a device of the host.</summary>
internal sealed record DeviceMajors(int MemoryManager, int Capabilities)
{
    public const int Nvidia = 195;

    public static DeviceMajors Choose()
    {
        var taken = Taken(File.ReadLines("/proc/devices"));
        // The kernel's own range for majors given at run time, from its top.
        var free = Enumerable.Range(0, 254 - 234 + 1).Select(static i => 254 - i).Concat(Enumerable.Range(384, 128)).Where(major => !taken.Contains(major));
        var chosen = free.Take(2).ToArray();
        return new DeviceMajors(chosen[0], chosen[1]);
    }

    private static HashSet<int> Taken(IEnumerable<string> lines) => lines
        .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(static words => words.Length == 2 && int.TryParse(words[0], out _))
        .Select(static words => int.Parse(words[0]))
        .ToHashSet();
}
