using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Cli;

/// <summary>Where the programs are that belong to this one.</summary>
internal static class Installation
{
    private const string RuntimeName = "coaster-runtime";

    /// <summary>The OCI runtime: beside this program, else in PATH.</summary>
    /// <exception cref="CoasterException">It is in neither place.</exception>
    internal static string Runtime() =>
        Programs.Find(Path.Combine(AppContext.BaseDirectory, RuntimeName)) ?? Programs.Find(RuntimeName)
        ?? throw new CoasterException(
            "cannot start a container",
            $"{RuntimeName} is neither beside this program nor in PATH",
            "Install both from the same build: ./build.sh puts them into out/bin");
}
