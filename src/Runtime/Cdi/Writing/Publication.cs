namespace Coaster.Cdi.Writing;

/// <summary>What publishing did.</summary>
/// <param name="Specs">Our files.</param>
/// <param name="MovedAside">NVIDIA's files that were moved aside.</param>
/// <param name="KeptOff">What keeps NVIDIA's kind off us: their files, or their hook; empty when nothing does.</param>
public sealed record Publication(IReadOnlyList<PublishedSpec> Specs, IReadOnlyList<string> MovedAside, IReadOnlyList<string> KeptOff);
