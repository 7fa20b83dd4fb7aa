namespace Coaster.Cli.Sim;

/// <summary>Text that a POSIX shell reads as exactly one word.</summary>
internal static class ShellText
{
    public static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
