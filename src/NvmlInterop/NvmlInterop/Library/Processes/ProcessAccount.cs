namespace Coaster.NvmlInterop.Library.Processes;

/// <summary>What a process used over its life.</summary>
/// <param name="Pid">Its PID.</param>
/// <param name="MaxMemoryBytes">The most memory it ever had in bytes, or null where the driver does not tell.</param>
/// <param name="Utilization">The percent of its life in which it ran a kernel.</param>
/// <param name="ActiveMs">How long its context lived, in milliseconds; 0 while it runs.</param>
/// <param name="StartUs">When it began, in microseconds of the CPU's clock.</param>
/// <param name="IsRunning">Whether it still runs.</param>
public readonly record struct ProcessAccount(int Pid, long? MaxMemoryBytes, int Utilization, long ActiveMs, long StartUs, bool IsRunning);
