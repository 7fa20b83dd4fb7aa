using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlFieldValue_t
{
    public uint fieldId;
    public uint scopeId;
    public long timestamp;
    public long latencyUsec;
    public uint valueType;
    public nvmlReturn_t nvmlReturn;
    public ulong value;
}
