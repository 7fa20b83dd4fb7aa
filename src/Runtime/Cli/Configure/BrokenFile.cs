using Coaster.GpuModel;

namespace Coaster.Cli.Configure;

/// <summary>A file of an engine that cannot be read as what it is.</summary>
internal static class BrokenFile
{
    public static CoasterException At(string path, int line, string problem, Exception? inner = null) =>
        new("cannot configure the engine", $"{path}:{line}: {problem}", "Mend the file, and run the command again; nothing was changed", inner);
}
