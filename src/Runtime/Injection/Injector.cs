using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Devices;
using Coaster.Injection.Driver;
using Coaster.Injection.Image;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Injection;

/// <summary>
/// Turns the GPUs that were booked for a container into edits of its config.json: their device nodes, the driver's files, and the env.
/// Nothing of it runs inside the container, and nothing is mounted from the image.
/// </summary>
public sealed class Injector : IDisposable
{
    private static readonly string[] FileOptions = ["ro", "nosuid", "nodev", "rbind", "rprivate"];
    private static readonly string[] SocketOptions = ["nosuid", "nodev", "noexec", "rbind", "rprivate"];

    private readonly RootDirectory _driverRoot;

    /// <summary>Creates the injector.</summary>
    /// <param name="driverRoot">The folder that holds the driver; <c>/</c> on most machines.</param>
    /// <exception cref="PosixException">The folder is not there.</exception>
    public Injector(string driverRoot) => _driverRoot = RootDirectory.Open(driverRoot);

    /// <summary>Whether a container may find that program although its image does not have it.</summary>
    public static bool MayProvide(string program) => DriverFileCatalog.Binaries.Any(row => row.Names.Contains(Path.GetFileName(program)));

    /// <summary>The edits for one container.</summary>
    /// <param name="devices">The GPUs and MIG devices booked for it.</param>
    /// <param name="containerRoot">The container's root folder.</param>
    /// <param name="needs">What it needs of the driver.</param>
    /// <exception cref="CoasterException">The driver or a device is not there, or the image leads devices elsewhere.</exception>
    public ContainerEdits EditsFor(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, RootDirectory containerRoot, DriverNeeds needs)
    {
        RequireDev(containerRoot);
        var capabilities = needs.Capabilities;
        var proc = new DriverProc(_driverRoot);
        var files = DriverFiles.Find(_driverRoot, proc);
        var nodes = new DevicePlan(_driverRoot, proc).For(devices, needs);
        var mounts = Mounts(files, new ImageLayout(containerRoot).PlacesFor, capabilities)
            .Concat(FeatureNodes.Files(_driverRoot, needs.Features).Select(file => new OciMount(file.HostPath, file.Path, FileOptions)));
        return new ContainerEdits(nodes, [.. mounts], Env);
    }

    /// <summary>The edits for containers of any image.</summary>
    /// <param name="devices">The GPUs and MIG devices to choose from.</param>
    /// <param name="needs">What the containers need of the driver.</param>
    /// <exception cref="GpuModel.CoasterException">The driver or a device is not there.</exception>
    public PortableEdits PortableEdits(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs)
    {
        using var machine = RootDirectory.Open("/");
        return PortableEdits(devices, needs, machine);
    }

    /// <inheritdoc/>
    public void Dispose() => _driverRoot.Dispose();

    internal PortableEdits PortableEdits(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, RootDirectory machine)
    {
        var capabilities = needs.Capabilities;
        var proc = new DriverProc(_driverRoot);
        var files = DriverFiles.Find(_driverRoot, proc);
        var plan = new DevicePlan(_driverRoot, proc);
        var control = plan.For([], needs);
        return new PortableEdits(
            new ContainerEdits(control, [.. Mounts(files, new MachineLayout(machine).PlacesFor, capabilities)], Env),
            [.. devices.Select(device => plan.For([device], needs).Except(control).ToList())]);
    }

    /// <summary>A runtime of NVIDIA's further down must not inject a second time.</summary>
    private static IReadOnlyList<string> Env => ["NVIDIA_VISIBLE_DEVICES=void"];

    private static IEnumerable<OciMount> Mounts(
        DriverFiles files, Func<DriverLibrary, IEnumerable<string>> placesFor, DriverCapabilities capabilities)
    {
        var readOnly = files.Libraries(capabilities).SelectMany(library => Places(placesFor, library).Select(place => (place, library.HostPath)))
            .Concat(files.Binaries(capabilities).Select(binary => ($"/usr/bin/{binary.Name}", binary.HostPath)))
            .Concat(files.Settings(capabilities))
            .Concat(files.Firmware())
            .Select(file => new OciMount(file.HostPath, file.Item1, FileOptions));
        var sockets = files.Sockets(capabilities).Select(socket => new OciMount(socket.HostPath, socket.Path, SocketOptions));
        return readOnly.Concat(sockets).DistinctBy(mount => mount.Destination);
    }

    /// <summary>
    /// Device nodes made through a link may appear in a folder that the container shares with the machine, and older runtimes follow the link
    /// on the machine itself.
    /// </summary>
    private static void RequireDev(RootDirectory containerRoot)
    {
        if (containerRoot.IsLink("/dev"))
            throw new CoasterException("cannot give the container a GPU", "its image has a link at /dev", "Use an image whose /dev is a folder");
    }

    private static IEnumerable<string> Places(Func<DriverLibrary, IEnumerable<string>> placesFor, DriverLibrary library)
    {
        var aliases = DriverFileCatalog.Aliases
            .Where(alias => alias.Library == library.Name)
            .Select(alias => placesFor(library with { Soname = alias.Alias }).First());
        return placesFor(library).Concat(aliases);
    }
}
