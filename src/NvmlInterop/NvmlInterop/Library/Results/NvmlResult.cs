namespace Coaster.NvmlInterop.Library.Results;

/// <summary>A value that NVML was asked for, or why there is none. What a GPU or a driver does not tell is an everyday answer.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly struct NvmlResult<T> : IEquatable<NvmlResult<T>>
{
    private readonly T _value;
    private readonly string? _operation;

    internal NvmlResult(NvmlStatus status, T value, string operation)
    {
        Status = status;
        _value = value;
        _operation = operation;
    }

    /// <summary>What NVML answered.</summary>
    public NvmlStatus Status { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => Status == NvmlStatus.Success;

    /// <summary>Whether this GPU, or this driver, simply does not have it.</summary>
    public bool IsNotSupported => Status is NvmlStatus.NotSupported or NvmlStatus.FunctionNotFound
        or NvmlStatus.ArgumentVersionMismatch or NvmlStatus.Deprecated;

    /// <summary>The value. This is the one place where a status becomes an exception.</summary>
    /// <exception cref="NvmlException">There is none.</exception>
    public T Value => IsSuccess ? _value : throw new NvmlException(Status, _operation ?? "NVML");

    /// <summary>The value, or what is given for its absence.</summary>
    public T ValueOr(T absent) => IsSuccess ? _value : absent;

    /// <summary>The same answer with its value turned into another; the function runs on success only.</summary>
    internal NvmlResult<TOther> Select<TOther>(Func<T, TOther> map) =>
        new(Status, IsSuccess ? map(_value) : default!, _operation ?? "NVML");

    /// <summary>The same failure for a value of another type.</summary>
    internal NvmlResult<TOther> As<TOther>() => new(Status, default!, _operation ?? "NVML");

    /// <inheritdoc/>
    public bool Equals(NvmlResult<T> other) => Status == other.Status && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NvmlResult<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Status, _value);

    /// <summary>Whether both hold the same status and value.</summary>
    public static bool operator ==(NvmlResult<T> left, NvmlResult<T> right) => left.Equals(right);

    /// <summary>Whether they differ in status or value.</summary>
    public static bool operator !=(NvmlResult<T> left, NvmlResult<T> right) => !left.Equals(right);
}
