using System.Diagnostics;

namespace Coaster.Testing;

/// <summary>Other programs, which make what .NET cannot: FIFOs, libraries, loader caches.</summary>
public static class Shell
{
    /// <summary>Runs a program to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string program, params string[] arguments) => ProgramRun.Run(program, arguments).MustSucceed().Output;

    /// <summary>Starts a program; the caller ends it.</summary>
    public static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
