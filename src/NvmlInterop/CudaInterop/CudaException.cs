namespace Coaster.CudaInterop;

/// <summary>The driver refused a call.</summary>
/// <param name="function">The function's exported name.</param>
/// <param name="status">What it answered.</param>
public sealed class CudaException(string function, CudaStatus status) : Exception($"{function} answered {status} ({(int)status})")
{
    /// <summary>What the function answered.</summary>
    public CudaStatus Status => status;

    internal static void ThrowIf(CudaStatus status, string function)
    {
        if (status != CudaStatus.Success)
            throw new CudaException(function, status);
    }
}
