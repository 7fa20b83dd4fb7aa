using System.Security.Cryptography;
using System.Text;
using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Cli.Inject;

/// <summary>A folder that is a root for chroot(2).</summary>
/// <param name="Path">Its real path.</param>
internal sealed record RootFolder(string Path)
{
    private const int IdDigits = 12;

    /// <summary>Its id in the ledger; a path is none.</summary>
    internal string Id { get; } =
        "chroot-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..IdDigits];

    /// <summary>The folder with every link resolved, so that it is one however it is written.</summary>
    /// <exception cref="CoasterException">It is not there, or is this machine's own root.</exception>
    internal static RootFolder Find(string path)
    {
        using var machine = RootDirectory.Open("/");
        var real = machine.IsDirectory(System.IO.Path.GetFullPath(path)) ? machine.RealPath(System.IO.Path.GetFullPath(path)) : null;
        return real switch
        {
            null => throw new CoasterException("cannot inject", $"there is no folder {path}", "Name a folder that holds a root file system after --root"),
            "/" => throw new CoasterException("cannot inject", $"{path} is this machine's own root", "Name the root folder of a chroot after --root"),
            _ => new RootFolder(real),
        };
    }
}
