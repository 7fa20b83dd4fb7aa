using Coaster.GpuBench.Startup.Setup;

namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>One of the ways that are compared.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Runtime">The program that is started.</param>
/// <param name="Bundle">The bundle it is given.</param>
internal sealed record Variant(VariantKind Kind, string Runtime, Bundle Bundle);
