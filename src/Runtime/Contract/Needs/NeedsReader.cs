using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Injection;
using Coaster.Injection.Driver;
using Coaster.Settings;

namespace Coaster.Contract.Needs;

/// <summary>Reads what a container needs of the driver besides GPUs. It is asked only for a container that gets the driver.</summary>
/// <param name="container">The container.</param>
/// <param name="policy">What it may ask for.</param>
/// <param name="trust">Which of its variables count.</param>
/// <param name="mountedChannels">IMEX channels that the engine asks for by mounts.</param>
/// <param name="notices">Where it is told what does not count.</param>
internal sealed class NeedsReader(ContainerFacts container, RequestPolicy policy, Trust trust, IReadOnlyList<string> mountedChannels, Notices notices)
{
    /// <summary>What comes with a share.</summary>
    /// <exception cref="CoasterException">It asks for something that makes no sense, or that it may not have.</exception>
    public DriverNeeds ForShare()
    {
        var needs = Read();
        if (needs.MigConfig || needs.MigMonitor)
            throw new CoasterException(
                "cannot start the container",
                $"it asks for a share of a GPU and, with {MigManagement.NameOf(needs)}, to manage the MIG devices of whole ones",
                "Leave one of the two out");
        return needs;
    }

    /// <summary>What comes with whole GPUs and MIG devices.</summary>
    /// <param name="named">Those that were named.</param>
    /// <exception cref="CoasterException">It asks for something that makes no sense, or that it may not have.</exception>
    public DriverNeeds ForDevices(IReadOnlyList<DeviceName> named)
    {
        var needs = Read();
        if (needs.MigConfig || needs.MigMonitor)
            MigManagement.RefuseSingle(named, needs);
        return needs;
    }

    private DriverNeeds Read() => new(Capabilities())
    {
        MigConfig = MigManagement.Asks(container, MigManagement.Config),
        MigMonitor = MigManagement.Asks(container, MigManagement.Monitor),
        ImexChannels = Channels(),
        Features = Features(),
    };

    private DriverCapabilities Capabilities()
    {
        var allowed = DriverCapabilityNames.Allowed(policy.DriverCapabilities);
        var unset = container.Variables.IsLegacyImage ? DriverCapabilities.All : DriverCapabilities.Default;
        return DriverCapabilityNames.Read(container.Variables[DriverCapabilityNames.Variable], unset, allowed);
    }

    private IReadOnlyList<int> Channels()
    {
        if (mountedChannels.Count > 0)
            return ImexRequest.Channels(mountedChannels, "the mounts for IMEX channels");
        var words = ImexRequest.Words(container.Variables);
        if (words.Count == 0)
            return [];
        if (trust.Devices)
            return ImexRequest.Channels(words, ImexRequest.Variable);
        notices.DevicesIgnored($"{ImexRequest.Variable}={Shown.Of(container.Variables[ImexRequest.Variable]!)}");
        return [];
    }

    private DriverFeatures Features()
    {
        var asked = FeatureRequests.In(container.Variables);
        if (asked.Count == 0 || trust.Devices)
            return asked.Aggregate(DriverFeatures.None, (sum, request) => sum | request.Feature);
        notices.DevicesIgnored(string.Join(" and ", asked.Select(request => request.Variable + "=enabled")));
        return DriverFeatures.None;
    }
}
