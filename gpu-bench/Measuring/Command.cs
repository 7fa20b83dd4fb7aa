using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Coaster.GpuBench.Measuring;

/// <summary>Runs the tools that prepare a measurement; nothing here is measured.</summary>
public static class Command
{
    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="IOException">It is not installed, or it failed; the message has its last words.</exception>
    public static string Run(string program, params string[] arguments)
    {
        var (exit, output, error) = Try(program, arguments);
        return exit == 0
            ? output
            : throw new IOException($"{program} {string.Join(' ', arguments)} ended with {exit}: {LastLine(error)}");
    }

    /// <summary>Runs a program to its end and returns its exit status, what it printed, and what it said on standard error.</summary>
    /// <exception cref="IOException">It is not installed.</exception>
    public static (int Exit, string Output, string Error) Try(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.ToString());
    }

    /// <summary>The last line of a text that says something.</summary>
    public static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception error)
        {
            throw new IOException($"cannot run {program}: {error.Message}", error);
        }
    }
}
