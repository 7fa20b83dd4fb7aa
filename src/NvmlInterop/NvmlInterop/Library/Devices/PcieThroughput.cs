namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>Traffic over PCIe.</summary>
/// <param name="SentKBps">From the GPU, in KB/s.</param>
/// <param name="ReceivedKBps">To the GPU, in KB/s.</param>
public readonly record struct PcieThroughput(int SentKBps, int ReceivedKBps);
