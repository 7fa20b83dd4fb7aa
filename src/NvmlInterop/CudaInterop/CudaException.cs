namespace Coaster.CudaInterop;

/// <summary>The driver refused a call, or there is no driver.</summary>
/// <param name="what">The function's exported name, or what was looked for.</param>
/// <param name="status">What the function answered; success where none was called.</param>
public sealed class CudaException(string what, CudaStatus status)
    : Exception(status == CudaStatus.Success ? what : $"{what} answered {status} ({(int)status})")
{
    /// <summary>What the function answered; success where none was called.</summary>
    public CudaStatus Status => status;

    /// <summary>Throws unless the function succeeded.</summary>
    /// <param name="status">What it answered.</param>
    /// <param name="function">Its exported name.</param>
    /// <exception cref="CudaException">It did not.</exception>
    public static void ThrowIf(CudaStatus status, string function)
    {
        if (status != CudaStatus.Success)
            throw new CudaException(function, status);
    }
}
