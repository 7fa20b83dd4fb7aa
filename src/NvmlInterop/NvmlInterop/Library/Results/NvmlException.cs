namespace Coaster.NvmlInterop.Library.Results;

/// <summary>A call of NVML that did not succeed where its value was needed.</summary>
public sealed class NvmlException : Exception
{
    internal NvmlException(NvmlStatus status, string operation) : base($"{operation}: {status.Describe()}") => Status = status;

    /// <summary>What NVML answered.</summary>
    public NvmlStatus Status { get; }
}
