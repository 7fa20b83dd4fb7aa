using System.Diagnostics;

namespace Coaster.GpuBench.Startup.Setup;

/// <summary>Runs the tools that prepare the measurement; nothing here is measured.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="IOException">It is not installed, or it failed.</exception>
    internal static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new IOException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new IOException($"cannot run {program}: {error.Message}", error);
        }
    }
}
