using Coaster.GpuModel.Requests;

namespace Coaster.Contract.Devices;

/// <summary>Which devices a list names. The shapes are closed.</summary>
internal abstract record DeviceChoice
{
    private DeviceChoice()
    {
    }

    /// <summary><c>void</c> or nothing: it is no GPU container.</summary>
    public sealed record Nothing : DeviceChoice;

    /// <summary><c>none</c>: the driver without a GPU.</summary>
    public sealed record NoGpu : DeviceChoice;

    /// <summary><c>all</c>.</summary>
    public sealed record All : DeviceChoice;

    /// <summary>GPUs and MIG devices, each name once.</summary>
    public sealed record Named(IReadOnlyList<DeviceName> Devices) : DeviceChoice;

    /// <summary>Qualified names, each once.</summary>
    public sealed record Cdi(IReadOnlyList<string> Names) : DeviceChoice;
}
