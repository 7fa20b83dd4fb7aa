namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>Memory rows that were replaced by spare ones.</summary>
/// <param name="Corrected">Because of errors that were corrected.</param>
/// <param name="Uncorrected">Because of errors that could not be.</param>
/// <param name="Pending">Whether a row waits for a reset to be replaced.</param>
/// <param name="Failed">Whether a row should have been replaced and could not: the GPU is due for return.</param>
public readonly record struct RemappedRows(int Corrected, int Uncorrected, bool Pending, bool Failed);
