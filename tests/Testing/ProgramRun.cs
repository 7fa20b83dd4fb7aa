using System.Diagnostics;

namespace Coaster.Testing;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Its exit status.</param>
/// <param name="Output">What it wrote to its output.</param>
/// <param name="Error">What it wrote to its error output.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program; its variables are added to the test's own.</summary>
    public static ProgramRun Run(string file, IEnumerable<string> words, params (string Name, string Value)[] variables)
    {
        using var process = Process.Start(StartInfo(file, words, variables))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} did not end within {Limit}");
        }

        return new ProgramRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Runs the coaster command line that was built with the tests.</summary>
    public static ProgramRun Coaster(IEnumerable<string> words, params (string Name, string Value)[] variables) =>
        Run(Environment.ProcessPath!, [System.IO.Path.Combine(AppContext.BaseDirectory, "coaster.dll"), .. words], variables);

    /// <summary>Starts the same and goes on.</summary>
    public static Process StartCoaster(IEnumerable<string> words, params (string Name, string Value)[] variables) =>
        Process.Start(StartInfo(Environment.ProcessPath!, [System.IO.Path.Combine(AppContext.BaseDirectory, "coaster.dll"), .. words], variables))!;

    /// <summary>The same program, whose failure is the test's.</summary>
    public ProgramRun MustSucceed() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"exit status {ExitCode}: {Error.Trim()} {Output.Trim()}");

    internal static ProcessStartInfo StartInfo(string file, IEnumerable<string> words, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(file, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }
}
