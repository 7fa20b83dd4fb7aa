namespace Coaster.GpuModel.Inventory;

/// <summary>What one GPU was doing at one moment. A null is a value that this GPU or driver does not tell.</summary>
/// <param name="UsedMiB">Memory in use in MiB, without the driver's reserve.</param>
/// <param name="Utilization">The percent of the last sample period in which a kernel ran.</param>
/// <param name="TemperatureC">The core's temperature in degrees Celsius.</param>
/// <param name="PowerW">Power drawn, in watts.</param>
public sealed record GpuReading(long? UsedMiB, int? Utilization, int? TemperatureC, double? PowerW);
