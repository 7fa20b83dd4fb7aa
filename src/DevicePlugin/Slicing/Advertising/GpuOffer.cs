using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;

namespace Coaster.Slicing.Advertising;

/// <summary>A GPU and what it is offered as. While its MIG mode is on only its MIG devices can run work, whatever the operator wants.</summary>
internal sealed record GpuOffer(Gpu Gpu, GpuMode Mode)
{
    public bool IsShared => !IsPartitioned && Mode is GpuMode.Auto or GpuMode.Shared;

    public bool IsWhole => !IsPartitioned && Mode is GpuMode.Auto or GpuMode.Whole;

    public bool IsMig => IsPartitioned && Mode is GpuMode.Auto or GpuMode.Mig;

    private bool IsPartitioned => Gpu.MigMode == MigMode.Enabled;

    /// <exception cref="CoasterException">The id is too long.</exception>
    public AdvertisedDevice Device(DeviceId id)
    {
        var text = id.ToString();
        if (text.Length > DeviceId.MaxLength)
            throw new CoasterException(
                $"cannot advertise {id.Resource}", $"the device id '{text}' is longer than {DeviceId.MaxLength} characters", "Set the GPU's mode to local");
        return new AdvertisedDevice(text, Gpu.Health == GpuHealth.Healthy, Gpu.NumaNode >= 0 ? Gpu.NumaNode : null);
    }
}
