using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The attributes of BPF_PROG_GET_FD_BY_ID in <c>union bpf_attr</c> of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = BpfSystemCall.AttributesSize)]
internal struct BpfObjectById
{
    [FieldOffset(0)]
    internal uint Id;
}
