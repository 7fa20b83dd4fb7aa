using Coaster.Cli.Configure.Changes;
using Coaster.GpuModel;
using Coaster.Toml;

namespace Coaster.Cli.Configure;

/// <summary>Reads the TOML files of engines.</summary>
internal static class EngineToml
{
    /// <summary>A file's values; no file has none.</summary>
    /// <exception cref="CoasterException">It is not TOML.</exception>
    public static TomlDocument Parse(ConfigFile file)
    {
        try
        {
            return TomlDocument.Parse(file.Content ?? []);
        }
        catch (TomlException error)
        {
            throw BrokenFile.At(file.Path, error.Line, error.Problem, error);
        }
    }
}
