using System.Diagnostics;
using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.Cli.Run;

/// <summary>docker's own command line, which knows how to reach its daemon.</summary>
internal sealed class DockerCommand
{
    private const string RuntimeName = "coaster";

    private readonly string _path = Programs.Find("docker")
        ?? throw new CoasterException("cannot use docker", "it is not in PATH", "Install it (Debian: apt-get install docker.io)");

    /// <summary>Creates the container and returns its id.</summary>
    internal string Create(RunOptions options)
    {
        var (status, output, errors) = Run(CreateArguments(options));
        var id = output.Trim().Split('\n').Last();
        return status == 0 && Identifiers.IsName(id) ? id : throw Failed(errors.Trim().Split('\n').First());
    }

    internal void Remove(string id) => Run(["rm", "--force", id]);

    internal void BecomeStart(string id, bool interactive)
    {
        string[] arguments = interactive ? ["start", "--attach", "--interactive", id] : ["start", "--attach", id];
        Programs.Execute(_path, [_path, .. arguments]);
    }

    /// <summary>The mark in the env makes the runtime refuse the container when it has no booking, as after a docker start by hand.</summary>
    private static List<string> CreateArguments(RunOptions options)
    {
        List<string> arguments = ["create", "--runtime", RuntimeName, "--env", RuntimeNames.BookedVariable + "=1"];
        Add("--name", options.Name);
        Add("--workdir", options.WorkingDirectory);
        if (options.OwnNetwork)
            Add("--network", "none");
        if (options.Remove)
            arguments.Add("--rm");
        if (options.Terminal)
            arguments.Add("--tty");
        if (options.Interactive)
            arguments.Add("--interactive");
        foreach (var variable in options.Env)
            Add("--env", variable);
        foreach (var volume in options.Volumes)
            Add("--volume", volume);
        return [.. arguments, "--", .. options.Words];

        void Add(string option, string? value)
        {
            if (value is not null)
                arguments.AddRange([option, value]);
        }
    }

    private static CoasterException Failed(string message) => message.Contains("runtime name", StringComparison.OrdinalIgnoreCase)
        ? new CoasterException(
            "cannot use docker",
            $"its daemon does not know the runtime '{RuntimeName}'",
"Register it, and restart docker: coaster runtime configure --engine docker")
        : new CoasterException("docker did not create the container", message.TrimEnd('.'), "See docker info, and the image's name");

    private (int Status, string Output, string Errors) Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(_path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new CoasterException("cannot use docker", "it did not start", "Try: docker info");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
