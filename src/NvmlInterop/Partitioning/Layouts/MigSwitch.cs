using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Results;
using Coaster.Partitioning.Gpus;

namespace Coaster.Partitioning.Layouts;

/// <summary>The MIG mode of one GPU.</summary>
internal sealed class MigSwitch(MigMachine machine, Gpu gpu, MigFailure failure)
{
    /// <summary>What it is now, and after the next reset.</summary>
    public Switch Now => machine.Device(gpu).GetMigMode().ValueOr(default);

    public bool IsOn => Now is { Current: true, Pending: true };

    public bool IsOff => Now is { Current: false, Pending: false };

    /// <summary>Turns it, now and not only after the next reset.</summary>
    /// <exception cref="CoasterException">It does not turn.</exception>
    public void Turn(bool on)
    {
        if (Now == new Switch(on, on))
            return;
        var set = machine.Device(gpu).SetMigMode(on);
        if (set is { IsSuccess: true, Value: NvmlStatus.Success } && Now == new Switch(on, on))
            return;
        var status = set.IsSuccess ? set.Value : set.Status;
        var why = status == NvmlStatus.Success ? "it says nothing of why" : status.Describe();
        var byHand = $"Do it by hand: nvidia-smi -i {gpu.Index} -mig {(on ? 1 : 0)}, and nvidia-smi -i {gpu.Index} --gpu-reset";
        throw failure.Of(
            $"the driver does not turn the MIG mode of {MigFailure.Name(gpu)} {(on ? "on" : "off")}: {why}", status == NvmlStatus.InUse ? "End what uses it" : byHand);
    }

    /// <summary>Puts it back, as far as the driver lets us.</summary>
    public NvmlStatus Restore(Switch before)
    {
        if (Now == before)
            return NvmlStatus.Success;
        var set = machine.Device(gpu).SetMigMode(before.Pending);
        return Now == before ? NvmlStatus.Success : set.IsSuccess ? set.Value : set.Status;
    }
}
