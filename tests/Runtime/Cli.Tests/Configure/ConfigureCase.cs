using Coaster.Cli.Configure;
using Coaster.Cli.Configure.Changes;
using Coaster.Cli.Configure.Containerd;
using Coaster.Cli.Configure.Crio;
using Coaster.Cli.Configure.Docker;
using Coaster.Cli.Configure.Podman;
using Coaster.GpuModel;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Configure;

/// <summary>
/// A golden folder, <c>golden/ENGINE.CASE</c>: <c>words.txt</c>, the options, and <c>before</c>, the files; then <c>after</c> and
/// <c>output.txt</c>, or <c>error.txt</c>. @ROOT@ is the folder that they are in; a file NAME.link is a link to what it holds.
/// The word <c>again</c> says that the files have something of ours already, <c>containerd2</c> that containerd merges.
/// </summary>
internal sealed class ConfigureCase : IDisposable
{
    public const string Runtime = "/opt/coaster/bin/coaster-runtime";
    public static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Configure/golden");

    private readonly TempFolder _folder = new();
    private readonly string _name;
    private readonly string[] _words;

    public ConfigureCase(string name)
    {
        _name = name;
        _words = File.ReadAllText(Path.Combine(Golden, name, "words.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Options = new ConfigureOptions(_folder[$"etc/{Main}"], _folder["bin"], _folder["hooks.d"], Runtime, Says("--default"), Says("--replace-nvidia"))
        {
            SearchPath = [_folder["bin"], _folder["usr"]],
            HookEnvironment = ["COASTER_CONFIG=/etc/coaster/other.json"],
        };
        Materialize(Path.Combine(Golden, name, "before"));
        Engine = _name.Split('.')[0] switch
        {
            "docker" => new DockerEngine(),
            "containerd" => new ContainerdEngine(new FakeContainerd(merges: Says("containerd2"))),
            "crio" => new CrioEngine(),
            _ => new PodmanEngine(),
        };
    }

    public static TheoryData<string> All { get; } = Named(_ => true);

    public static TheoryData<string> Configuring { get; } =
        Named(folder => Directory.Exists(Path.Combine(folder, "after")) && !File.ReadAllText(Path.Combine(folder, "words.txt")).Contains("--remove", StringComparison.Ordinal));

    public IEngine Engine { get; }

    public ConfigureOptions Options { get; }

    public bool HadOurs => Says("again");

    public string MainPath => Options.Config!;

    private string Main => _name.Split('.')[0] switch
    {
        "docker" => "daemon.json",
        "containerd" => "config.toml",
        "crio" => "crio.conf",
        _ => "containers.conf",
    };

    /// <summary>What the case asks for.</summary>
    public Plan Plan() => Says("--remove") ? Engine.Remove(Options) : Engine.Configure(Options);

    /// <summary>Does it, and gives what was printed, or the failure's line.</summary>
    public string Run(bool dryRun = false) => Run(Plan, dryRun);

    public string Remove() => Run(() => Engine.Remove(Options with { Runtime = "" }), dryRun: false);

    /// <summary>Every file and link, as name and content.</summary>
    public SortedDictionary<string, string> Files()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(_folder.Path, path);
            if (Symlink.TargetOf(path) is { } target)
                files[name + ".link"] = General(target) + "\n";
            else
                files[name] = General(File.ReadAllText(path));
        }

        return files;
    }

    public SortedDictionary<string, string> Expected(string side)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(Golden, _name, side);
        if (Directory.Exists(folder))
            foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
                files[Path.GetRelativePath(folder, path)] = File.ReadAllText(path);
        return files;
    }

    public string? Text(string name) => Path.Combine(Golden, _name, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    public void Dispose() => _folder.Dispose();

    private static TheoryData<string> Named(Func<string, bool> wanted) =>
        [.. Directory.GetDirectories(Golden).Where(wanted).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private bool Says(string word) => _words.Contains(word);

    private string Run(Func<Plan> plan, bool dryRun)
    {
        using var output = new StringWriter();
        try
        {
            PlanRunner.Run(plan(), dryRun, output);
            return General(output.ToString());
        }
        catch (CoasterException error)
        {
            return General(output + error.Line + "\n");
        }
    }

    private void Materialize(string from)
    {
        if (!Directory.Exists(from))
            return;
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = _folder[Path.GetRelativePath(from, path)];
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            var text = File.ReadAllText(path).Replace("@ROOT@", _folder.Path, StringComparison.Ordinal);
            if (to.EndsWith(".link", StringComparison.Ordinal))
                File.CreateSymbolicLink(to[..^".link".Length], text.TrimEnd());
            else
                File.WriteAllText(to, text);
        }
    }

    private string General(string text) => text.Replace(_folder.Path, "@ROOT@", StringComparison.Ordinal);
}
