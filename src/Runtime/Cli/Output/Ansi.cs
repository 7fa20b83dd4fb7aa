namespace Coaster.Cli.Output;

/// <summary>Colours, and the two movements that a display which draws itself again needs.</summary>
internal static class Ansi
{
    /// <summary>Goes to the upper left corner.</summary>
    public const string Home = "\e[H";

    /// <summary>Clears what is left of the line, and of the screen.</summary>
    public const string ClearLine = "\e[K";

    /// <summary>Clears from here to the end of the screen.</summary>
    public const string ClearBelow = "\e[J";

    public static string Bold(string text) => $"\e[1m{text}\e[0m";

    public static string Green(string text) => $"\e[32m{text}\e[0m";

    public static string Yellow(string text) => $"\e[33m{text}\e[0m";

    public static string Red(string text) => $"\e[31m{text}\e[0m";
}
