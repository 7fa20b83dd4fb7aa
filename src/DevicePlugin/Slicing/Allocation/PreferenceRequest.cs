namespace Coaster.Slicing.Allocation;

/// <summary>What kubelet asks before it hands out devices of a resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Available">The ids that may be chosen, in any order; an id that is none of the resource is never chosen.</param>
/// <param name="MustInclude">The ids that have to be in the answer; kubelet takes them from the available ones.</param>
/// <param name="Size">How many ids are wanted.</param>
public sealed record PreferenceRequest(string Resource, IReadOnlyList<string> Available, IReadOnlyList<string> MustInclude, int Size);
