using System.CommandLine;
using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Cli.Configure;

/// <summary>Where our OCI runtime is: as the person says, else where this program finds it.</summary>
internal static class RuntimePath
{
    public static Option<string?> Option() => new("--runtime-path")
    {
        Description = "The program coaster-runtime; without it the one beside this program, else the one in PATH",
        HelpName = "FILE",
    };

    /// <summary>The absolute path, which is what engines need.</summary>
    /// <exception cref="CoasterException">It is no program.</exception>
    public static string Resolve(string? named)
    {
        var path = Path.GetFullPath(named ?? Installation.Runtime());
        return Programs.Find(path) ?? throw new CoasterException("cannot configure the engine", $"{path} is no program", "Name coaster-runtime with --runtime-path");
    }
}
