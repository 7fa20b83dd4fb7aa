using System.Diagnostics;
using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>The containerd that is installed.</summary>
internal sealed class ContainerdProgram : IContainerd
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public TomlTable Dump(string path) => Run("--config", path, "config", "dump");

    public TomlTable Defaults() => Run("config", "default");

    private static TomlTable Run(params string[] words)
    {
        using var process = Start(words);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new ContainerdException("containerd does not answer");
        }

        if (process.ExitCode != 0)
            throw new ContainerdException(LastLine(error.GetAwaiter().GetResult()));
        try
        {
            return TomlDocument.Parse(output.GetAwaiter().GetResult()).Root;
        }
        catch (TomlException problem)
        {
            throw new ContainerdException($"containerd prints what is not TOML: {problem.Message}");
        }
    }

    private static Process Start(string[] words)
    {
        var program = Programs.Find("containerd")
            ?? throw new CoasterException("cannot configure containerd", "containerd is not in PATH", "Run the command on a machine that has it, as root");
        return Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
