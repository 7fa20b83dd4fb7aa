namespace Coaster.Cdi.Model;

/// <summary>A specification: the devices of one kind.</summary>
/// <param name="Version">The version that it says it is of.</param>
/// <param name="Kind">Vendor and class.</param>
/// <param name="Devices">The devices; never none.</param>
/// <param name="Edits">What is applied once when any of them is asked for.</param>
/// <param name="IsAnnotated">Whether it has annotations; they mean nothing here.</param>
internal sealed record CdiSpec(string Version, string Kind, IReadOnlyList<CdiSpecDevice> Devices, CdiEdits Edits, bool IsAnnotated = false);
