using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.Cli.Run;

/// <summary>The bundle of one container, in its folder below the state directory; the ledger removes it with the booking.</summary>
internal sealed class Bundle(NodeLedger ledger, string id)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal string Folder { get; } = ledger.Folders.Container(id);

    /// <summary>Makes the container's root out of the folder and writes its config.json.</summary>
    internal void Write(string rootfs, bool persist, Func<string, JsonObject> document)
    {
        Directory.CreateDirectory(Folder, OwnerOnly);
        var root = persist ? rootfs : Layer(rootfs);
        File.WriteAllText(Path.Combine(Folder, "config.json"), document(root).ToJsonString());
    }

    /// <summary>Lays a writable layer over the folder, which the low-level runtime would otherwise leave mount points in.</summary>
    private string Layer(string rootfs)
    {
        var merged = ledger.MountedRootOf(id);
        var (upper, work) = (Path.Combine(Folder, "upper"), Path.Combine(Folder, "work"));
        Directory.CreateDirectory(merged);
        Directory.CreateDirectory(work);
        // The layer's own top folder becomes the container's "/": it takes over who may enter it.
        Directory.CreateDirectory(upper, File.GetUnixFileMode(rootfs));
        try
        {
            Mounts.Overlay(rootfs, upper, work, merged);
            return merged;
        }
        catch (PosixException error)
        {
            throw new CoasterException(
                "cannot lay a writable layer over the root folder",
                error.Message.TrimEnd('.'),
                "Use --persist to write to the folder itself",
                error);
        }
    }
}
