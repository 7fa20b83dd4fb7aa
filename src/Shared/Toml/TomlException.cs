namespace Coaster.Toml;

/// <summary>A text is not TOML 1.0; nothing of it may be believed.</summary>
public sealed class TomlException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="problem">What is wrong there, such as <c>the key x stands twice</c>.</param>
    public TomlException(int line, string problem)
        : base($"line {line}: {problem}") => (Line, Problem) = (line, problem);

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }
}
