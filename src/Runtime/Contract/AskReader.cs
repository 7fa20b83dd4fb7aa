using Coaster.Contract.Devices;
using Coaster.Contract.Needs;
using Coaster.Contract.Shares;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Settings;

namespace Coaster.Contract;

/// <summary>Goes through the places in which one container can ask, the most important first.</summary>
internal sealed class AskReader
{
    private readonly ContainerFacts _container;
    private readonly RequestPolicy _policy;
    private readonly Trust _trust;
    private readonly Notices _notices;
    private readonly MountRequests _mounts;
    private readonly NeedsReader _needs;

    public AskReader(ContainerFacts container, RequestPolicy policy, AskedBy by)
    {
        (_container, _policy, _trust) = (container, policy, Trust.In(container, policy, by));
        (_notices, _mounts) = (new Notices(container, policy), new MountRequests(container));
        _needs = new NeedsReader(container, policy, _trust, policy.VolumeMounts ? _mounts.ImexChannels : [], _notices);
    }

    public Ask Read()
    {
        var ask = Share() ?? Annotated() ?? Mounted() ?? InEnv();
        return ask with { Notices = _notices.Sentences };
    }

    private Ask.Devices? Share()
    {
        var annotated = ShareTexts.Find(ShareNames.Annotations, name => _container.Annotations.GetValueOrDefault(name));
        if (annotated is not null)
            return Share(annotated);
        if (ShareTexts.Find(ShareNames.Variables, name => _container.Variables[name]) is not { } texts)
            return null;
        if (_trust.Shares)
            return Share(texts);
        _notices.ShareIgnored(texts.Told);
        return null;
    }

    private Ask.Devices Share(ShareTexts texts) => new(texts.Request(Narrowing(texts)) with { Weakest = Tier(), Priority = Priority() }, _needs.ForShare());

    private EnforcementTier? Tier() =>
        _container.Annotations.GetValueOrDefault(ShareNames.Tier) is { } text ? WeakestTier.Parse(text.Trim(), ShareNames.Tier) : null;

    private int Priority() =>
        _container.Annotations.GetValueOrDefault(ShareNames.Priority) is { } text ? SharePriority.Parse(text.Trim(), ShareNames.Priority) : 0;

    /// <summary>Images of CUDA say <c>all</c> of their own accord; only a list of GPUs tells something about a share.</summary>
    private GpuFilter Narrowing(ShareTexts texts) => DeviceWords.InEnv(_container.Variables, _policy).Read() switch
    {
        DeviceChoice.Named named => new GpuFilter([], named.Devices),
        DeviceChoice.Cdi cdi => throw new CoasterException(
            "cannot start the container",
            $"it asks for a share ({texts.Told}) and for the CDI device '{Shown.Of(cdi.Names[0])}'",
            $"Leave one of the two out, or name the share's GPU by index or UUID in {Variables.VisibleDevices}"),
        _ => GpuFilter.Any,
    };

    private Ask.CdiDevices? Annotated() => CdiAnnotations.Names(_container) is { Count: > 0 } names ? new Ask.CdiDevices(names) : null;

    private Ask? Mounted() => _policy.VolumeMounts && _mounts.Devices is { Words.Count: > 0 } devices ? ToAsk(devices.Read()) : null;

    private Ask InEnv()
    {
        var words = DeviceWords.InEnv(_container.Variables, _policy);
        if (_trust.Devices && !words.IsVoid)
            return ToAsk(words.Read());
        if (!words.IsVoid)
            _notices.DevicesIgnored(words.Told);
        else if (!_policy.VolumeMounts && _mounts.First is { } mount)
            _notices.MountIgnored(mount);
        return new Ask.Nothing();
    }

    private Ask ToAsk(DeviceChoice choice) => choice switch
    {
        DeviceChoice.NoGpu => new Ask.DriverOnly(_needs.ForDevices([])),
        DeviceChoice.All => new Ask.Devices(new OpenRequest(GpuFilter.Any, null), _needs.ForDevices([])),
        DeviceChoice.Named named => new Ask.Devices(new OpenRequest(new GpuFilter([], named.Devices), null), _needs.ForDevices(named.Devices)),
        DeviceChoice.Cdi cdi => new Ask.CdiDevices(cdi.Names),
        _ => new Ask.Nothing(),
    };
}
