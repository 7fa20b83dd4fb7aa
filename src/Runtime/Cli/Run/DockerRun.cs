using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Settings;

namespace Coaster.Cli.Run;

/// <summary>
/// Runs an image with docker: docker creates the container under the runtime <c>coaster</c>, the booking is made under docker's id for it,
/// and this process becomes <c>docker start</c>.
/// </summary>
internal sealed class DockerRun(HostSettings settings, NodeLedger ledger)
{
    internal int Start(RunOptions options, GpuRequest request)
    {
        if (options.Words.Count == 0)
            throw new CoasterException("cannot start a container", "no image is named", "Name it behind --engine docker");
        if (options.Persist)
            throw new CoasterException("cannot start a container", "--persist is for --rootfs", "Leave it out, or keep data in a volume: -v");
        var docker = new DockerCommand();
        var id = docker.Create(options);
        var booker = new Booker(settings, ledger);
        LedgerEntry? entry = null;
        try
        {
            entry = booker.Book(request, new NewContainer(id, options.Name ?? id[..12], ContainerEngine.Docker, [.. options.Words.Skip(1)]));
            docker.BecomeStart(id, options.Interactive);
            return CoasterException.ExitCode;
        }
        catch
        {
            if (entry is not null)
                booker.Release(entry);
            docker.Remove(id);
            throw;
        }
    }
}
