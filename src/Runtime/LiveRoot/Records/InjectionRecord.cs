using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.LiveRoot.Records;

/// <summary>What an injection does to a root folder, written down before it is done, so that it can be undone whatever happens in between.</summary>
/// <param name="Root">The folder's real path.</param>
/// <param name="Mounts">What is mounted on, in this order.</param>
/// <param name="Made">Files, devices and folders that were not there before, those above first.</param>
/// <param name="Devices">The devices that the container may open.</param>
public sealed record InjectionRecord(
    string Root, IReadOnlyList<string> Mounts, IReadOnlyList<string> Made, IReadOnlyList<DeviceNode> Devices)
{
    /// <summary>What these edits will do to that root.</summary>
    public static InjectionRecord Of(ContainerEdits edits, RootDirectory root, string realPath)
    {
        string[] mounts = [.. edits.Mounts.Select(mount => mount.Destination)];
        var made = edits.DeviceNodes.Select(node => node.Path).Concat(mounts).SelectMany(Prefixes).Distinct().Where(path => !root.Exists(path));
        return new InjectionRecord(realPath, mounts, [.. made], edits.DeviceNodes);
    }

    /// <summary>Takes everything back that is still there; repeating it does no harm.</summary>
    /// <param name="root">The root folder.</param>
    /// <returns>What stays, because somebody has put something into it since.</returns>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public IReadOnlyList<string> Undo(RootDirectory root)
    {
        foreach (var path in Mounts.Reverse())
            Unmount(root, path);
        return [.. Made.Reverse().Where(path => !Remove(root, path))];
    }

    private static void Unmount(RootDirectory root, string path)
    {
        using var place = root.OpenPlace(path);
        if (place is not null && FileFacts.Of(place).IsMountRoot)
            Posix.Mounts.Detach(place);
    }

    private static bool Remove(RootDirectory root, string path)
    {
        using (var place = root.OpenPlace(path))
        {
            if (place is null)
                return true;
            if (FileFacts.Of(place) is { Kind: FileKind.Regular, Size: > 0 } or { Kind: FileKind.Other } or { IsMountRoot: true })
                return false;
        }

        return root.Remove(path);
    }

    /// <summary>The path and every folder above it, outermost first.</summary>
    private static IEnumerable<string> Prefixes(string path)
    {
        for (var end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
            yield return path[..end];
        yield return path;
    }
}
