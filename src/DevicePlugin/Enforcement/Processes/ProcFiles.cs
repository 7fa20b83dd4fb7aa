using System.Globalization;

namespace Coaster.Enforcement.Processes;

/// <summary>What /proc says of a process. It may end at any moment: everything is null then.</summary>
internal static class ProcFiles
{
    /// <summary>The cgroup paths of all hierarchies, see cgroups(7).</summary>
    internal static IReadOnlyList<string>? Cgroups(int pid) =>
        Lines(pid, "cgroup") is { } lines ? [.. lines.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).Select(parts => parts[2])] : null;

    /// <summary>Its id in the innermost pid namespace, the last word of NSpid in <c>/proc/PID/status</c>.</summary>
    internal static int? InnerPid(int pid) =>
        Lines(pid, "status")?.FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal)) is { } line
        && int.TryParse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^1], CultureInfo.InvariantCulture, out var inner) ? inner : null;

    private static string[]? Lines(int pid, string file)
    {
        try
        {
            return File.ReadAllLines($"/proc/{pid}/{file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
