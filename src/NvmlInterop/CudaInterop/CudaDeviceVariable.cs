namespace Coaster.CudaInterop;

/// <summary>Memory on the device.</summary>
public sealed unsafe class CudaDeviceVariable : IDisposable
{
    private readonly CudaDriver _driver;
    private ulong _at;

    internal CudaDeviceVariable(CudaDriver driver, ulong at, long bytes) => (_driver, _at, SizeInBytes) = (driver, at, bytes);

    /// <summary>How much was asked for.</summary>
    public long SizeInBytes { get; }

    /// <summary>The address on the device.</summary>
    public ulong DevicePointer => _at;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_at != 0)
            _driver.Native.cuMemFree_v2(_at);
        _at = 0;
    }
}
