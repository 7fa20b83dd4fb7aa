using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Posix;

namespace Coaster.Cli.Run;

/// <summary>
/// Runs a container from a root folder. Everything is prepared here; then this process becomes the runtime, so that streams, signals, job
/// control and the exit code are the container's own.
/// </summary>
internal sealed class RootfsRun(HostSettings settings, NodeLedger ledger)
{
    private const int CommandNotFound = 127;

    internal int Start(RunOptions options, GpuRequest request)
    {
        var rootfs = ExistingFolder(options.Rootfs!);
        var volumes = options.Volumes.Select(Volume.Parse).ToList();
        var name = options.Name ?? "coaster-" + Guid.NewGuid().ToString("N")[..8];
        var process = new ContainerProcess(options, name);
        _ = settings.FindRuntime();
        if (!process.CanBeFound(rootfs, volumes))
            return NotFound(process.Program);

        var booker = new Booker(settings, ledger);
        var entry = booker.Book(request, new NewContainer(CheckedName(name), name, ContainerEngine.Runc, process.Args));
        try
        {
            var bundle = new Bundle(ledger, entry.Id);
            bundle.Write(rootfs, options.Persist, root => BundleDocument.Create(process, root, volumes, options.OwnNetwork, entry.Id));
            var runtime = Installation.Runtime();
            Programs.Execute(runtime, [runtime, "--root", ledger.Folders.Runtime, "run", "--bundle", bundle.Folder, entry.Id]);
            return CoasterException.ExitCode;
        }
        catch
        {
            booker.Release(entry);
            throw;
        }
    }

    private static int NotFound(string program)
    {
        Console.Error.WriteLine($"coaster: cannot start the container: '{program}' is not in its root folder. Check the name, or the PATH given with -e.");
        return CommandNotFound;
    }

    private static string CheckedName(string name) => Identifiers.IsName(name)
        ? name
        : throw new CoasterException(
            "cannot start a container", $"'{name}' is no name for one", "Use letters, digits, '-', '_' and '.' after --name");

    private static string ExistingFolder(string path) => Directory.Exists(path)
        ? Path.GetFullPath(path)
        : throw new CoasterException(
            "cannot start a container", $"there is no folder {path}", "Name a folder that holds a root file system after --rootfs");
}
