namespace Coaster.CudaInterop;

/// <summary>A kernel that takes one 64-bit pointer or one 32-bit number.</summary>
public sealed unsafe class CudaKernel
{
    private readonly CudaDriver _driver;
    private readonly nint _function;

    internal CudaKernel(CudaDriver driver, nint function) => (_driver, _function) = (driver, function);

    /// <summary>Launches it on the default stream and returns at once.</summary>
    /// <param name="blocks">The grid's size, in one dimension.</param>
    /// <param name="threads">A block's size, in one dimension, at most 1,024.</param>
    /// <param name="parameter">Its parameter; of one that takes 32 bits the lower half counts.</param>
    /// <exception cref="CudaException">The driver refused it.</exception>
    public void Launch(int blocks, int threads, ulong parameter)
    {
        void* at = &parameter;
        CudaException.ThrowIf(
            _driver.Native.cuLaunchKernel(_function, (uint)blocks, 1, 1, (uint)threads, 1, 1, 0, 0, &at, null), "cuLaunchKernel");
    }
}
