using Coaster.GpuModel.Requests;
using Coaster.Injection;

namespace Coaster.Contract;

/// <summary>What a container asks for. The shapes are closed.</summary>
public abstract record Ask
{
    private Ask()
    {
    }

    /// <summary>What the administrator should know: requests that do not count, each a sentence with the setting that changes it.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>It is no GPU container; it stays as it is.</summary>
    public sealed record Nothing : Ask;

    /// <summary>GPUs, or a share of one.</summary>
    /// <param name="Request">Which.</param>
    /// <param name="Needs">The parts of the driver that come with them.</param>
    public sealed record Devices(GpuRequest Request, DriverNeeds Needs) : Ask;

    /// <summary>The driver's files and its control nodes without a GPU (<c>NVIDIA_VISIBLE_DEVICES=none</c>).</summary>
    /// <param name="Needs">The parts of the driver.</param>
    public sealed record DriverOnly(DriverNeeds Needs) : Ask;

    /// <summary>Devices that CDI specifications describe.</summary>
    /// <param name="Names">Qualified names, <c>vendor/class=name</c>, in the order of the request.</param>
    public sealed record CdiDevices(IReadOnlyList<string> Names) : Ask;
}
