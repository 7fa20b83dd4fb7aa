using Coaster.GpuModel;
using Coaster.LiveRoot;
using Coaster.LiveRoot.DeviceRules;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Runtime.Hooks;

/// <summary>
/// The first process of a container that the low-level runtime has set up: in its namespaces, with its mounts made and its root not yet
/// entered. Nothing of the image has run so far.
/// </summary>
internal sealed class ContainerInit(int pid, string rootPath)
{
    /// <summary>Who stands for the container.</summary>
    /// <exception cref="CoasterException">It has ended.</exception>
    internal ProcessIdentity Identity => ProcessIdentity.Of(pid) ?? throw Gone();

    /// <summary>Makes sure that what is mounted will be mounted in the container: whoever names a process of the host is no runtime.</summary>
    /// <exception cref="CoasterException">The process has ended, or is in this machine's own mount namespace.</exception>
    internal void RequireOwnMounts()
    {
        if ((new FileInfo($"/proc/{pid}/ns/mnt").LinkTarget ?? throw Gone()) == new FileInfo("/proc/self/ns/mnt").LinkTarget)
            throw new CoasterException(
                "cannot put the driver into the container",
                $"process {pid} is in no mount namespace of its own",
                "Start the container with a runtime that gives it one, as runc does");
    }

    /// <summary>The container's root as its own mount namespace has it.</summary>
    /// <exception cref="CoasterException">It is not there.</exception>
    internal RootDirectory OpenRoot()
    {
        try
        {
            return RootDirectory.Open($"/proc/{pid}/root{rootPath}");
        }
        catch (PosixException error)
        {
            throw new CoasterException("cannot put the driver into the container", error.Message, "The bundle's root.path must name its root folder", error);
        }
    }

    /// <summary>Makes the edits in the running container: the files, the devices, and the rules that open them.</summary>
    internal void Apply(ContainerEdits edits, RootDirectory root, bool withRules)
    {
        using var injection = RootInjection.Prepare(edits, OwnUserNamespace() ? DeviceSource.Host : DeviceSource.Made);
        injection.MakePlaces(root);
        if (edits.Mounts.Count > 0)
            MountNamespace.Within(pid, injection.Mount);
        if (withRules && edits.DeviceNodes.Count > 0)
            ContainerDevices.Of(pid).Allow(edits.DeviceNodes);
    }

    private bool OwnUserNamespace() => new FileInfo($"/proc/{pid}/ns/user").LinkTarget != new FileInfo("/proc/self/ns/user").LinkTarget;

    private CoasterException Gone() => new("cannot put the driver into the container", $"its process {pid} has ended", "Start the container again");
}
