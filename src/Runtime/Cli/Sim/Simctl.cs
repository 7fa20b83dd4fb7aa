using System.ComponentModel;
using System.Diagnostics;
using Coaster.GpuModel;

namespace Coaster.Cli.Sim;

/// <summary>Calls coaster-simctl, the only program that knows the layout of the state.</summary>
internal static class Simctl
{
    /// <summary>Returns what it printed; its failure, already one line of ours, becomes the exception.</summary>
    public static string Run(SimHome home, IEnumerable<string> words)
    {
        using var process = Start(new ProcessStartInfo(home.Simctl, words) { RedirectStandardOutput = true, RedirectStandardError = true });
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw Failure(error.Trim());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CoasterException("cannot run the simulated driver's tool", $"{start.FileName}: {failure.Message}", "Run ./build.sh again", failure);
        }
    }

    private static CoasterException Failure(string line)
    {
        var text = line.StartsWith("coaster: ", StringComparison.Ordinal) ? line["coaster: ".Length..] : line;
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var stop = text.LastIndexOf(". ", StringComparison.Ordinal);
        return colon > 0 && stop > colon
            ? new CoasterException(text[..colon], text[(colon + 2)..stop], text[(stop + 2)..].TrimEnd('.'))
            : new CoasterException("cannot change the simulated driver", text.Length > 0 ? text : "the tool ended without a word", "Run ./build.sh again");
    }
}
