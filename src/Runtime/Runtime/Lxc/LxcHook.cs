using Coaster.Contract;
using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.LiveRoot.DeviceRules;
using Coaster.LiveRoot.Records;
using Coaster.Posix;
using Coaster.Runtime.Hooks;
using Coaster.Settings;

namespace Coaster.Runtime.Lxc;

/// <summary>
/// LXC's hooks (lxc.container.conf(5)): <c>mount</c> books and fills the root, <c>start-host</c> opens the devices once LXC has set its own
/// rules, <c>post-stop</c> frees.
/// </summary>
internal sealed class LxcHook
{
    private readonly LxcCall _call;
    private readonly HostSettings _settings = HostSettings.Load();
    private readonly NodeLedger _ledger;

    private LxcHook(LxcCall call) => (_call, _ledger) = (call, new NodeLedger(_settings));

    internal static int Run(string[] args) => HookProgram.Guard(() => new LxcHook(LxcCall.Read(args)).Run());

    private void Run()
    {
        switch (_call.Type)
        {
            case "mount":
                Mount();
                break;
            case "start-host":
                Open();
                break;
            case "post-stop":
                Free();
                break;
            default:
                throw new CoasterException(
                    "cannot serve the container", $"'{_call.Type}' is no hook of ours", "Name this program as lxc.hook.mount, start-host and post-stop");
        }
    }

    private void Mount()
    {
        var spec = LxcRequest.FromEnvironment();
        switch (ContainerContract.Read(spec, _settings.Requests, AskedBy.Engine))
        {
            case Ask.Devices devices:
                new LxcInjection(_settings, _ledger).Give(devices, spec, _call);
                break;
            case Ask.DriverOnly driver:
                new LxcInjection(_settings, _ledger).GiveDriver(driver.Needs, spec, _call);
                break;
            case Ask.CdiDevices:
                throw new CoasterException(
                    "cannot give the container its devices", "LXC takes no CDI names", "Write indices or UUIDs: lxc.environment = NVIDIA_VISIBLE_DEVICES=0");
        }
    }

    private void Open()
    {
        if (InjectionRecordFile.Read(_ledger.Folders.Container(_call.Id)) is not { } record)
            return;
        ContainerDevices.Of(_call.Pid).Allow(record.Devices);
        using var transaction = _ledger.Begin();
        if (transaction.Entries.FirstOrDefault(entry => entry.Id == _call.Id) is { } held)
            transaction.Put(held with { CgroupsPath = ProcessCgroup.Of(_call.Pid), Starter = ProcessIdentity.Of(_call.Pid) ?? held.Starter });
    }

    private void Free()
    {
        using var transaction = _ledger.Begin();
        transaction.Release(_call.Id);
        transaction.Forget(_call.Id);
    }
}
