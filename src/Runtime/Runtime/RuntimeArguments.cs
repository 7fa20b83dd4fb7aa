namespace Coaster.Runtime;

/// <summary>
/// The part of an OCI runtime's command line that matters here. Options are those of runc(8), which crun takes over; an option that is not
/// known is taken to have no value of its own.
/// </summary>
/// <param name="Verb">The subcommand, or null when there is none.</param>
/// <param name="Bundle">The bundle's folder; the current one unless it is named.</param>
/// <param name="ContainerId">The container id, or null when it is missing.</param>
/// <param name="Log">Where the engine wants errors written as JSON, or null.</param>
internal sealed record RuntimeArguments(string? Verb, string Bundle, string? ContainerId, string? Log)
{
    // Without their dashes: runc takes one or two in front of any name.
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "root", "log", "log-format", "log-level", "criu", "rootless", "cgroup-manager",
        "bundle", "b", "config", "f", "console-socket", "pidfd-socket", "pid-file", "preserve-fds",
    };

    /// <summary>Whether a container comes into being: the verbs whose config.json matters.</summary>
    internal bool Creates => Verb is "create" or "run" or "restore" && ContainerId is not null;

    internal static RuntimeArguments Parse(IReadOnlyList<string> args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (args[i] == "--")
                return Of([.. words, .. args.Skip(i + 1)], options);
            if (!args[i].StartsWith('-') || args[i] == "-")
                words.Add(args[i]);
            else if (value is not null)
                options[name] = value;
            else if (WithValue.Contains(name) && i + 1 < args.Count)
                options[name] = args[++i];
        }

        return Of(words, options);
    }

    private static RuntimeArguments Of(List<string> words, Dictionary<string, string> options)
    {
        return new RuntimeArguments(words.ElementAtOrDefault(0), Given("bundle") ?? Given("b") ?? ".", words.ElementAtOrDefault(1), Given("log"));

        // An empty value is none, as for runc.
        string? Given(string name) => options.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var name = arg.TrimStart('-');
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (name, null) : (name[..equals], name[(equals + 1)..]);
    }
}
