using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>Field values: the numbers that have an id and no function of their own.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>Reads fields in one call.</summary>
    /// <param name="fields">NVML's field ids; a link or another scope is the upper half of <see cref="NvmlField"/>'s methods.</param>
    /// <returns>One result for each field, in the same order.</returns>
    public NvmlResult<IReadOnlyList<NvmlResult<double>>> GetFields(params ReadOnlySpan<NvmlField> fields)
    {
        var values = new nvmlFieldValue_t[fields.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new nvmlFieldValue_t { fieldId = (uint)fields[i].Id, scopeId = (uint)fields[i].Scope };
        fixed (nvmlFieldValue_t* buffer = values)
        {
            var status = Native.nvmlDeviceGetFieldValues(Handle, values.Length, buffer);
            return NvmlResult.Of<IReadOnlyList<NvmlResult<double>>>(status, [.. values.Select(Read)]);
        }
    }

    /// <summary>Reads one field.</summary>
    public NvmlResult<double> GetField(NvmlField field)
    {
        var all = GetFields(field);
        return all.IsSuccess ? all.Value[0] : all.As<double>();
    }

    private static NvmlResult<double> Read(nvmlFieldValue_t value) => NvmlResult.Of(value.nvmlReturn, (nvmlValueType_t)value.valueType switch
    {
        nvmlValueType_t.NVML_VALUE_TYPE_DOUBLE => BitConverter.UInt64BitsToDouble(value.value),
        nvmlValueType_t.NVML_VALUE_TYPE_UNSIGNED_INT => unchecked((uint)value.value),
        nvmlValueType_t.NVML_VALUE_TYPE_SIGNED_LONG_LONG => unchecked((long)value.value),
        nvmlValueType_t.NVML_VALUE_TYPE_SIGNED_INT => unchecked((int)value.value),
        nvmlValueType_t.NVML_VALUE_TYPE_UNSIGNED_SHORT => unchecked((ushort)value.value),
        _ => value.value,
    }, nameof(GetField));
}
