using System.Text;
using Coaster.Posix;
using Coaster.Quota;

namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>The processes of a GPU's MPS daemon, its servers among them, found by their names and by the pipe directory in their environment.</summary>
internal static class MpsProcesses
{
    // The kernel cuts names after 15 characters.
    private const string Name = "nvidia-cuda-mps";
    private const int EndMilliseconds = 5000;

    /// <summary>Ends all of them at once; a server outlives its control daemon, and would keep the GPU.</summary>
    internal static void End(MpsFolder folder)
    {
        var found = Find(folder);
        foreach (var process in found)
            process.Kill();
        foreach (var process in found)
            _ = process.WaitForExit(EndMilliseconds);
    }

    private static List<ProcessIdentity> Find(MpsFolder folder)
    {
        var variable = Encoding.UTF8.GetBytes($"{MpsFolder.PipeVariable}={folder.Pipes}\0");
        return [.. Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && IsOne(pid, variable)).Select(ProcessIdentity.Of).OfType<ProcessIdentity>()];
    }

    private static bool IsOne(int pid, byte[] variable)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").TrimEnd('\n') == Name && File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(variable) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
