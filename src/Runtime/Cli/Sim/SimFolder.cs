using Coaster.GpuModel;

namespace Coaster.Cli.Sim;

/// <summary>The folder of a running simulated driver: its state and its driver root.</summary>
internal sealed class SimFolder(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string State => System.IO.Path.Combine(Path, "state");

    public string Root => System.IO.Path.Combine(Path, "root");

    /// <summary>The name under which the libraries find the state, and by which the folder is known to be ours.</summary>
    public string StateLink => System.IO.Path.Combine(Root, "run/coaster-sim/state");

    public void RequireUnused(SimHome home, string what)
    {
        if (!File.Exists(State))
            return;
        var users = Simctl.Run(home, ["users", State]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (users.Length > 0)
            throw new CoasterException(what, $"processes still use it in {Path}: {string.Join(", ", users.Take(8))}",
                "End them, or run `coaster sim down --force` and lose what they do");
    }

    public void Remove()
    {
        if (!Directory.Exists(Path))
            return;
        RemoveRoot();
        File.Delete(State);
        if (!Directory.EnumerateFileSystemEntries(Path).Any())
            Directory.Delete(Path);
    }

    public void RemoveRoot()
    {
        if (!Directory.Exists(Root))
            return;
        if (!File.Exists(StateLink))
            throw new CoasterException("cannot replace the driver root", $"{Root} is not a simulated driver's", "Choose another folder with --dir");
        Directory.Delete(Root, recursive: true);
    }
}
