namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>A mode that may change with the next reset.</summary>
/// <param name="Current">Whether it is on now.</param>
/// <param name="Pending">Whether it is on after the next reset or reboot.</param>
public readonly record struct Switch(bool Current, bool Pending);
