namespace Coaster.Enforcement.Processes;

/// <summary>A process of this machine that is in a container.</summary>
/// <param name="Container">The container's id.</param>
/// <param name="InnerPid">Its process id in its innermost pid namespace.</param>
public sealed record ContainerProcess(string Container, int InnerPid);
