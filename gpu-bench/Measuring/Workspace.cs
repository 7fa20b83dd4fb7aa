using Coaster.Posix;

namespace Coaster.GpuBench.Measuring;

/// <summary>
/// The folder that holds everything, on a tmpfs of its own: engines keep bundles and state below /run, which is one. It vanishes with this
/// object.
/// </summary>
public sealed class Workspace : IDisposable
{
    /// <summary>Makes the folder.</summary>
    /// <param name="name">The benchmark's name, which the folder's begins with.</param>
    /// <exception cref="IOException">It cannot be mounted.</exception>
    public Workspace(string name)
    {
        Root = Directory.CreateTempSubdirectory($"coaster-{name}-").FullName;
        try
        {
            Command.Run("mount", "-t", "tmpfs", "--make-private", "coaster-" + name, Root);
        }
        catch
        {
            Directory.Delete(Root);
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>A path in the folder.</summary>
    public string In(string path) => Path.Combine(Root, path);

    /// <summary>A folder in the folder, made.</summary>
    public string Folder(string path) => Directory.CreateDirectory(In(path)).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        Mounts.Detach(Root);
        Directory.Delete(Root);
    }
}
