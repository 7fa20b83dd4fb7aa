using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Posix;

namespace Coaster.Cli.Run;

/// <summary>Decides by which engine a container is started, and checks what all of them need.</summary>
internal static class ContainerRun
{
    internal static int Start(RunOptions options)
    {
        var request = GpuSpec.Parse(options.Gpus);
        if (!ProcessIdentity.IsRoot)
            throw new CoasterException("cannot start a container", "this needs root's rights", "Run it as root, or with sudo");
        var settings = HostSettings.Load();
        var ledger = new NodeLedger(settings);
        return Engine(options) switch
        {
            ContainerEngine.Docker => new DockerRun(settings, ledger).Start(options, request),
            _ => new RootfsRun(settings, ledger).Start(options, request),
        };
    }

    private static ContainerEngine Engine(RunOptions options) => (options.Engine, options.Rootfs) switch
    {
        (null, not null) => ContainerEngine.Runc,
        ("docker", null) => ContainerEngine.Docker,
        (null, null) => throw new CoasterException(
            "cannot start a container", "nothing says what to run in", "Give --rootfs DIR, or --engine docker IMAGE"),
        (not null, not null) => throw new CoasterException(
            "cannot start a container", "--rootfs and --engine exclude each other", "Give one of the two"),
        _ => throw new CoasterException(
            "cannot start a container", $"there is no engine '{options.Engine}'", "Give --engine docker, or --rootfs DIR"),
    };
}
