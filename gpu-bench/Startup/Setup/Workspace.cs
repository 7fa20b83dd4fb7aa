using Coaster.Posix;

namespace Coaster.GpuBench.Startup.Setup;

/// <summary>
/// The folder that holds everything, on a tmpfs of its own: engines keep bundles and state below /run, which is one. It vanishes with this
/// object.
/// </summary>
internal sealed class Workspace : IDisposable
{
    internal Workspace()
    {
        Root = Directory.CreateTempSubdirectory("coaster-startup-").FullName;
        try
        {
            Command.Run("mount", "-t", "tmpfs", "--make-private", "coaster-startup", Root);
        }
        catch
        {
            Directory.Delete(Root);
            throw;
        }
    }

    /// <summary>The folder.</summary>
    internal string Root { get; }

    /// <summary>What the folder is on, for the report.</summary>
    internal string FileSystem => $"tmpfs on {Root}";

    /// <summary>Where runc keeps what it knows of its containers.</summary>
    internal string StateOfRunc => In("runc");

    /// <summary>Where the runtimes write what went wrong.</summary>
    internal string Log => In("log.json");

    /// <summary>A path in the folder.</summary>
    internal string In(string path) => Path.Combine(Root, path);

    /// <summary>A folder in the folder, made.</summary>
    internal string Folder(string path) => Directory.CreateDirectory(In(path)).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        Mounts.Detach(Root);
        Directory.Delete(Root);
    }
}
