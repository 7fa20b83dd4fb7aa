namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>How busy a GPU was in the last sample period.</summary>
/// <param name="Gpu">The percent of the time in which a kernel ran.</param>
/// <param name="Memory">The percent of the time in which memory was read or written.</param>
public readonly record struct Utilization(int Gpu, int Memory);
