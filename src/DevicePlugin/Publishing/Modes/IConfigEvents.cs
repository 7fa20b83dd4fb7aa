namespace Coaster.Publishing.Modes;

/// <summary>Tells events about a node's GPU modes.</summary>
public interface IConfigEvents
{
    /// <summary>Tells one; it must not wait for the API server.</summary>
    /// <param name="isWarning">Whether somebody has to do something.</param>
    /// <param name="reason">A word for programs: <c>GpuModeApplied</c>, <c>GpuModeWaiting</c>, <c>GpuModeFailed</c>, <c>GpuConfigRefused</c>.</param>
    /// <param name="message">A sentence for people.</param>
    void Tell(bool isWarning, string reason, string message);
}
