namespace Coaster.GpuModel;

/// <summary>
/// A failure that ends a command: what failed, why, and what the person can do about it. Every front door prints it as the one line
/// <c>coaster: WHAT: WHY. MEND.</c> and exits 125.
/// </summary>
public sealed class CoasterException : Exception
{
    /// <summary>The exit status of Coaster's own failures, the one that docker uses for the daemon's.</summary>
    public const int ExitCode = 125;

    /// <summary>Creates the failure.</summary>
    /// <param name="what">What could not be done, such as <c>cannot book a GPU</c>; no full stop.</param>
    /// <param name="why">The cause, with the offending value; no full stop.</param>
    /// <param name="mend">What to do, as a sentence without its full stop.</param>
    /// <param name="inner">The failure below, if any.</param>
    public CoasterException(string what, string why, string mend, Exception? inner = null)
        : base(OneLine($"{what}: {why}. {mend}."), inner) => (What, Why, Mend) = (what, why, mend);

    /// <summary>What could not be done.</summary>
    public string What { get; }

    /// <summary>The cause.</summary>
    public string Why { get; }

    /// <summary>What to do.</summary>
    public string Mend { get; }

    /// <summary>The failure of something that nobody foresaw: the system's words when they are for people, else what we need to mend it.</summary>
    public static CoasterException Unexpected(string what, Exception error) => error is IOException or UnauthorizedAccessException
        ? new CoasterException(what, error.Message.TrimEnd('.'), "Mend what the system says, and try again", error)
        : new CoasterException(what, $"{error.GetType().Name}: {error.Message.TrimEnd('.')}", "This is a mistake of ours: please report it with this line", error);

    /// <summary>The line for stderr, without the line feed.</summary>
    public string Line => "coaster: " + Message;

    /// <summary>Names and paths come from outside: whatever would break the line or drive a terminal is replaced.</summary>
    private static string OneLine(string text) => string.Create(text.Length, text, static (line, source) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = char.IsControl(source[i]) ? '?' : source[i];
    });
}
