namespace Coaster.Cli.Configure.Docker;

/// <summary>A text is not the JSON that it should be.</summary>
internal sealed class JsonTextException(int line, string problem, Exception? inner = null) : Exception(problem, inner)
{
    /// <summary>The line, from 1.</summary>
    public int Line => line;
}
