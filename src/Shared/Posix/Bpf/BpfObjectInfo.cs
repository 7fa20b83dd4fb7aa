using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The attributes of BPF_OBJ_GET_INFO_BY_FD in <c>union bpf_attr</c> of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = BpfSystemCall.AttributesSize)]
internal struct BpfObjectInfo
{
    [FieldOffset(0)]
    internal int Object;

    [FieldOffset(4)]
    internal uint InfoSize;

    [FieldOffset(8)]
    internal ulong Info;
}
