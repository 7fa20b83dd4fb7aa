namespace Coaster.Fuzz;

/// <summary>A folder for inputs that must be files; in memory where the machine has such a place.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _path = System.IO.Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"coaster-fuzz-{Environment.ProcessId}");

    /// <summary>The path of something in it; its folder is made.</summary>
    public string Path(string name)
    {
        var path = System.IO.Path.Combine(_path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(_path))
            Directory.Delete(_path, recursive: true);
    }
}
