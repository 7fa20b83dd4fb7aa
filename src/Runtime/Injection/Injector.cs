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
        var mounts = Mounts(files, new ImageLayout(containerRoot).PlacesFor, capabilities);
        foreach (var (path, hostPath) in FeatureNodes.Files(_driverRoot, needs.Features))
            mounts.Add(new OciMount(hostPath, path, FileOptions));
        return new ContainerEdits(nodes, mounts, Env);
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
            new ContainerEdits(control, Mounts(files, new MachineLayout(machine).PlacesFor, capabilities), Env),
            [.. devices.Select(device => plan.For([device], needs).Except(control).ToList())]);
    }

    /// <summary>A runtime of NVIDIA's further down must not inject a second time.</summary>
    private static IReadOnlyList<string> Env => ["NVIDIA_VISIBLE_DEVICES=void"];

    /// <summary>
    /// The mounts, one for each place. Loops, and no chains of LINQ here or in what is called: each link of one costs a start 0.1 ms, because its
    /// generic virtual methods are put together at run time.
    /// </summary>
    private static List<OciMount> Mounts(DriverFiles files, Func<DriverLibrary, IEnumerable<string>> placesFor, DriverCapabilities capabilities)
    {
        var mounts = new List<OciMount>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var library in files.Libraries(capabilities))
            foreach (var place in Places(placesFor, library, capabilities))
                Add(place, library.HostPath, FileOptions);
        foreach (var (name, hostPath) in files.Binaries(capabilities))
            Add($"/usr/bin/{name}", hostPath, FileOptions);
        foreach (var (path, hostPath) in files.Settings(capabilities))
            Add(path, hostPath, FileOptions);
        foreach (var (path, hostPath) in files.Firmware())
            Add(path, hostPath, FileOptions);
        foreach (var (path, hostPath) in files.Sockets(capabilities))
            Add(path, hostPath, SocketOptions);
        return mounts;

        void Add(string place, string hostPath, string[] options)
        {
            if (taken.Add(place))
                mounts.Add(new OciMount(hostPath, place, options));
        }
    }

    /// <summary>
    /// Device nodes made through a link may appear in a folder that the container shares with the machine, and older runtimes follow the link
    /// on the machine itself.
    /// </summary>
    internal static bool LeadsDevicesElsewhere(RootDirectory containerRoot) => containerRoot.IsLink("/dev");

    private static void RequireDev(RootDirectory containerRoot)
    {
        if (LeadsDevicesElsewhere(containerRoot))
            throw new CoasterException("cannot give the container a GPU", "its image has a link at /dev", "Use an image whose /dev is a folder");
    }

    private static List<string> Places(Func<DriverLibrary, IEnumerable<string>> placesFor, DriverLibrary library, DriverCapabilities capabilities)
    {
        List<string> places = [.. placesFor(library)];
        foreach (var (capability, name, alias) in DriverFileCatalog.Aliases)
            if (name == library.Name && (capability & capabilities) != 0)
                places.Add(placesFor(library with { Soname = alias }).First());
        return places;
    }
}
