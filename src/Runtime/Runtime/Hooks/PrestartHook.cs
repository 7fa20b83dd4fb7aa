using Coaster.Contract;
using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Runtime.Hooks;

/// <summary>
/// The hook of <c>docker run --gpus</c> before Docker 29.2. dockerd has put the request into the container's env, where its words stand last;
/// the low-level runtime has read config.json already, so everything is done to the container itself.
/// </summary>
internal sealed class PrestartHook(HostSettings settings, NodeLedger ledger)
{
    internal void Run(HookState state)
    {
        var container = new HookedContainer(state);
        try
        {
            Serve(ContainerContract.Read(container.Spec, settings.Requests, AskedBy.Engine), container);
        }
        catch (OciSpecException error)
        {
            throw container.Broken(error);
        }
    }

    private void Serve(Ask ask, HookedContainer container)
    {
        if (ask is Ask.CdiDevices devices)
            throw new CoasterException(
                "cannot give the container its devices",
                $"{string.Join(", ", devices.Names)} are CDI devices, and docker asked for them through --gpus",
                "Start it with: docker run --runtime=coaster -e NVIDIA_VISIBLE_DEVICES=" + string.Join(',', devices.Names));
        new AskedInjection(settings, ledger).Serve(ask, container);
    }
}
