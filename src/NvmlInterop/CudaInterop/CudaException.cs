namespace Coaster.CudaInterop;

/// <summary>A call of the CUDA driver that failed.</summary>
/// <param name="call">The call, or what was looked for.</param>
/// <param name="result">The CUresult; 0 where there was no call.</param>
public sealed class CudaException(string call, int result)
    : Exception(result == 0 ? call : $"{call} answered {result}")
{
    /// <summary>The CUresult, see cuda.h; 0 where there was no call.</summary>
    public int Result => result;
}
