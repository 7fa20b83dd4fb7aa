using Coaster.GpuModel;
using Coaster.Injection;
using Coaster.Posix;

namespace Coaster.Cli.Run;

/// <summary>What runs inside a container that is made here: the command and its surroundings.</summary>
internal sealed class ContainerProcess
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    internal ContainerProcess(RunOptions options, string name)
    {
        if (options.Words.Count == 0)
            throw new CoasterException("cannot start a container", "no command is given", "Put it at the end, after --");
        Args = options.Words;
        Terminal = options.Terminal;
        Hostname = name;
        WorkingDirectory = options.WorkingDirectory ?? "/";
        if (!WorkingDirectory.StartsWith('/'))
            throw new CoasterException("cannot start a container", $"'{WorkingDirectory}' is no absolute path", "Give one after --workdir");
        Env = EnvOption.Merge(Defaults(options, name), options.Env);
    }

    internal IReadOnlyList<string> Args { get; }

    internal string Program => Args[0];

    internal bool Terminal { get; }

    internal string Hostname { get; }

    internal string WorkingDirectory { get; }

    internal IReadOnlyList<string> Env { get; }

    /// <summary>
    /// Whether the program is there: in the root folder, in a volume, or brought by the injection. Asked before anything is booked, so that
    /// a slip of the pen ends as in a shell and not in the low-level runtime's words.
    /// </summary>
    internal bool CanBeFound(string rootfs, IReadOnlyList<Volume> volumes)
    {
        using var root = RootDirectory.Open(rootfs);
        return Candidates().Any(path => root.Exists(path) || volumes.Any(volume => volume.Covers(path))) || Injector.MayProvide(Program);
    }

    private IEnumerable<string> Candidates() => Program.Contains('/')
        ? [Path.Combine(WorkingDirectory, Program)]
        : SearchPath().Split(':').Select(folder => Path.Combine(WorkingDirectory, folder, Program));

    private string SearchPath() => Env.Last(variable => variable.StartsWith("PATH=", StringComparison.Ordinal))["PATH=".Length..];

    private static IEnumerable<string> Defaults(RunOptions options, string name)
    {
        yield return "PATH=" + DefaultPath;
        yield return "HOME=/root";
        yield return "HOSTNAME=" + name;
        if (options.Terminal)
            yield return "TERM=" + (Environment.GetEnvironmentVariable("TERM") ?? "xterm");
    }
}
