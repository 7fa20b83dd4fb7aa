using Coaster.Cdi.Model;

namespace Coaster.Cdi.Reading;

/// <summary>A specification with where it was found.</summary>
/// <param name="Spec">The specification.</param>
/// <param name="File">Its file.</param>
/// <param name="Priority">The place of its folder among all; the later wins.</param>
internal sealed record SpecInFolder(CdiSpec Spec, string File, int Priority);
