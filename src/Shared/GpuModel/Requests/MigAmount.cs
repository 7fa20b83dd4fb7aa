namespace Coaster.GpuModel.Requests;

/// <summary>MIG devices of one profile.</summary>
/// <param name="Resource">The resource that they are, such as <c>ten.ai/mig-1g.18gb</c> (<see cref="ResourceNames.OfMig"/>).</param>
/// <param name="Count">How many, above 0.</param>
public sealed record MigAmount(string Resource, int Count);
