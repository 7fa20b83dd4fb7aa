namespace Coaster.Cli.Output;

/// <summary>Where a command writes, and whether that is a terminal.</summary>
/// <param name="Out">Its output.</param>
/// <param name="Error">Its error output.</param>
/// <param name="IsTerminal">Whether a person looks at the output: colour, and drawing again in place.</param>
internal sealed record Screen(TextWriter Out, TextWriter Error, bool IsTerminal)
{
    /// <summary>The process's own. NO_COLOR and TERM=dumb are honoured (https://no-color.org).</summary>
    public static Screen OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");
}
