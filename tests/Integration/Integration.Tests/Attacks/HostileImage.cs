using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>A root folder in which the author of an image has laid traps; paths are those inside it.</summary>
internal sealed class HostileImage
{
    public HostileImage(TestMachine machine, string id)
    {
        Path = machine.Folder(id + "-root");
        Canary = new Canary(machine, id);
        Volume = machine.Folder(id + "-volume");
        Shell.Run("cp", "-a", machine.Root.Path + "/.", Path);
    }

    public string Path { get; }

    public Canary Canary { get; }

    /// <summary>A folder of the host that the container shares as /volume, writable.</summary>
    public string Volume { get; }

    /// <summary>Whether the container gets no /dev of its own, and meets the image's.</summary>
    public bool ShowsItsDev { get; private set; }

    /// <summary>The folder in which libraries are looked for.</summary>
    public static string Libraries => $"/usr/lib/{StubLibrary.Triplet}";

    public static string Library => $"{Libraries}/libcuda.so.1";

    /// <summary>The path on the host.</summary>
    public string this[string path] => Path + path;

    public void Link(string path, string target)
    {
        Clear(path);
        File.CreateSymbolicLink(this[path], target);
    }

    public void Write(string path, byte[] content)
    {
        Clear(path);
        File.WriteAllBytes(this[path], content);
    }

    public void Folder(string path)
    {
        Clear(path);
        Directory.CreateDirectory(this[path]);
    }

    public void Fifo(string path)
    {
        Clear(path);
        Shell.Run("mkfifo", this[path]);
    }

    public void Device(string path, int major, int minor)
    {
        Clear(path);
        Shell.Run("mknod", this[path], "c", $"{major}", $"{minor}");
    }

    /// <summary>A file of that size which takes no room.</summary>
    public void Sparse(string path, long size)
    {
        Clear(path);
        using var file = File.Create(this[path]);
        file.SetLength(size);
    }

    public void KeepDev() => ShowsItsDev = true;

    private void Clear(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[path])!);
        Shell.Run("rm", "-rf", this[path]);
    }
}
