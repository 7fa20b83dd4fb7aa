using Coaster.NvmlInterop.Library.Mig;

namespace Coaster.Cli.Mig;

/// <summary>A compute instance that exists: what makes a GPU instance a MIG device.</summary>
/// <param name="Handle">It in the driver's session.</param>
/// <param name="Id">Its id within its GPU instance.</param>
internal sealed record MigComputePart(NvmlComputeInstance Handle, int Id);
