using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Cli.Configure.Changes;

/// <summary>A file of an engine as it is now.</summary>
/// <param name="Path">Where it is, behind all links: a link to it stays one.</param>
/// <param name="Content">What it holds; null when there is no file.</param>
/// <param name="Mode">Its permissions; null when there is no file.</param>
internal sealed record ConfigFile(string Path, byte[]? Content, UnixFileMode? Mode)
{
    /// <summary>What everybody may read and its owner write.</summary>
    public const UnixFileMode OrdinaryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const int MaxBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CoasterException">It is too large to be a configuration, or a folder.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConfigFile Read(string path)
    {
        var place = System.IO.Path.GetFullPath(path);
        if (new FileInfo(place).LinkTarget is not null)
            place = File.ResolveLinkTarget(place, returnFinalTarget: true)!.FullName;
        if (Directory.Exists(place))
            throw new CoasterException($"cannot read {path}", "it is a folder", "Name the file");
        if (!File.Exists(place))
            return new ConfigFile(place, null, null);
        if (new FileInfo(place).Length > MaxBytes)
            throw new CoasterException($"cannot read {path}", $"it is larger than {MaxBytes} bytes", "Name the engine's configuration file");
        // What is no regular file may have no end, or never answer.
        using var machine = RootDirectory.Open("/");
        return machine.ReadFile(place, MaxBytes) is { } content
            ? new ConfigFile(place, content, File.GetUnixFileMode(place))
            : throw new CoasterException($"cannot read {path}", "it is no regular file", "Name the engine's configuration file");
    }
}
