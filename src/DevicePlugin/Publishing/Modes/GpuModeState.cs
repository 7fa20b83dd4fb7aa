namespace Coaster.Publishing.Modes;

/// <summary>Where a GPU is between what it is and what it shall be.</summary>
/// <param name="Gpu">Its UUID.</param>
/// <param name="Wanted">What is wanted of it.</param>
/// <param name="Applied">What it is offered as.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Message">Why it is not there, or what else to know; empty for nothing.</param>
public sealed record GpuModeState(string Gpu, GpuModeSpec Wanted, GpuModeSpec Applied, GpuModeProgress Progress, string Message)
{
    /// <summary>
    /// Whether the GPU takes no new work, so that the wait for its users has an end: its devices are to be advertised as unhealthy, which hurts none
    /// that are in use. Kubelet and the scheduler then send nobody there.
    /// </summary>
    public bool IsDraining => Progress == GpuModeProgress.Waiting;
}
