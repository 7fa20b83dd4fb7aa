namespace Coaster.Testing;

/// <summary>A folder that is gone after the test. Paths are given relative to it, with or without a leading slash.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coaster-test-").FullName;

    /// <summary>The host's path of something in the folder.</summary>
    public string this[string path] => System.IO.Path.Combine(Path, path.TrimStart('/'));

    public TempFolder Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public TempFolder Write(string path, byte[] content)
    {
        Parent(path);
        File.WriteAllBytes(this[path], content);
        return this;
    }

    /// <summary>Makes a symbolic link; the target is written as it stands.</summary>
    public TempFolder Link(string path, string target)
    {
        Parent(path);
        File.CreateSymbolicLink(this[path], target);
        return this;
    }

    public TempFolder Folder(string path)
    {
        Directory.CreateDirectory(this[path]);
        return this;
    }

    /// <summary>The paths of all files below, relative and sorted.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => file[(Path.Length + 1)..]).Order(StringComparer.Ordinal)];

    public void Dispose() => Shell.Run("rm", "-rf", Path);

    private void Parent(string path) => Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[path])!);
}
