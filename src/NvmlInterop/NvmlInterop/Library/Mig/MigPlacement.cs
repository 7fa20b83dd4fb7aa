namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>Where an instance lies: in memory slices for a GPU instance, in compute slices for a compute instance.</summary>
/// <param name="Start">The first slice, from 0.</param>
/// <param name="Size">How many slices.</param>
public readonly record struct MigPlacement(int Start, int Size);
