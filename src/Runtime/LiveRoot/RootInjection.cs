using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.LiveRoot;

/// <summary>
/// Edits that are made in a root folder which is in use already: by a container that the low-level runtime has set up, or by nobody, for a
/// chroot. What is mounted is taken from this machine before anything inside is looked at; where it goes is resolved inside the root by the
/// kernel, once, and worked on by descriptor.
/// </summary>
public sealed class RootInjection : IDisposable
{
    private readonly IReadOnlyList<DeviceNode> _nodes;
    private readonly List<(string Destination, DetachedMount Mount)> _mounts = [];
    private readonly List<(DetachedMount Mount, Fd Place)> _places = [];
    private readonly List<(string Destination, DetachedMount Mount)> _inner = [];
    private RootDirectory? _root;

    private RootInjection(IReadOnlyList<DeviceNode> nodes) => _nodes = nodes;

    /// <summary>Takes everything that will be mounted.</summary>
    /// <param name="edits">Devices and bind mounts; env and hooks are for whoever starts the container.</param>
    /// <param name="source">Where its device nodes come from.</param>
    /// <exception cref="CoasterException">A file of the driver cannot be taken.</exception>
    public static RootInjection Prepare(ContainerEdits edits, DeviceSource source = DeviceSource.Made)
    {
        var injection = new RootInjection(source == DeviceSource.Made ? edits.DeviceNodes : []);
        try
        {
            foreach (var mount in edits.Mounts)
                injection._mounts.Add((mount.Destination, DetachedMount.Of(mount.Source, MountOptions.Of(mount.Options))));
            foreach (var node in source == DeviceSource.Host ? edits.DeviceNodes : [])
                injection._mounts.Add((node.Path, DetachedMount.Of(node.Path, MountAttributes.NoSuid | MountAttributes.NoExec)));
            return injection;
        }
        catch (PosixException error)
        {
            injection.Dispose();
            throw Failed(error);
        }
    }

    /// <summary>Makes the devices, and the files and folders that will be mounted on; what lies below another mount has its place there.</summary>
    /// <param name="root">The root, as the container will see it; it must stay open until everything is mounted.</param>
    /// <exception cref="CoasterException">Something is in the way.</exception>
    public void MakePlaces(RootDirectory root)
    {
        try
        {
            foreach (var node in _nodes)
                root.MakeDevice(node.Path, KindOf(node), node.Major, node.Minor, node.FileMode, node.Uid, node.Gid);
            _root = root;
            foreach (var (destination, mount) in _mounts.Where(mount => IsInner(mount.Destination)))
                _inner.Add((destination, mount));
            foreach (var (destination, mount) in _mounts.Except(_inner))
                _places.Add((mount, Checked(destination, mount.IsDirectory ? root.MakeDirectory(destination) : root.MakeFile(destination))));
        }
        catch (PosixException error)
        {
            throw Failed(error);
        }
    }

    /// <summary>Mounts everything on its place; the calling thread must be in the mount namespace that the places belong to.</summary>
    /// <exception cref="CoasterException">The kernel refuses.</exception>
    public void Mount()
    {
        try
        {
            foreach (var (mount, place) in _places)
                mount.AttachTo(place);
            foreach (var (destination, mount) in _inner)
            {
                using var place = Checked(destination, _root!.OpenPlace(destination) ?? throw new PosixException($"mount on {destination}", Errno.ENOENT));
                mount.AttachTo(place);
            }
        }
        catch (PosixException error)
        {
            throw Failed(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, mount) in _mounts)
            mount.Dispose();
        foreach (var (_, place) in _places)
            place.Dispose();
    }

    private bool IsInner(string destination) =>
        _mounts.Any(other => destination.StartsWith(other.Destination.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>An image's links may lead a library onto a file by which the kernel is told what the container may do.</summary>
    private static Fd Checked(string destination, Fd place)
    {
        if (FileFacts.Of(place).Kind is FileKind.Regular or FileKind.Directory && !KernelFileSystem.Holds(place))
            return place;
        place.Dispose();
        throw new PosixException($"mount on {destination}: it leads to a device or into the kernel's own files", Errno.EINVAL);
    }

    private static FileKind KindOf(DeviceNode node) => node.Type == 'b' ? FileKind.BlockDevice : FileKind.CharacterDevice;

    private static CoasterException Failed(PosixException error) => new(
        "cannot put the driver into the container",
        error.Message,
        "Look at what its image has there; through --runtime=coaster the low-level runtime makes these mounts",
        error);
}
