namespace Coaster.Quota.Agents;

/// <summary>A share as the agent sees it.</summary>
/// <param name="Id">The container's id.</param>
/// <param name="State"><c>ok</c>, <c>warned</c>, <c>frozen</c> or <c>killed</c>.</param>
/// <param name="Gpus">What it has of each GPU.</param>
public sealed record ContainerStatus(string Id, string State, IReadOnlyList<UseStatus> Gpus);
