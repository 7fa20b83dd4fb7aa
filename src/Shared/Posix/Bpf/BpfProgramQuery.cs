using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The attributes of BPF_PROG_QUERY in <c>union bpf_attr</c> of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = BpfSystemCall.AttributesSize)]
internal struct BpfProgramQuery
{
    internal const uint BPF_F_QUERY_EFFECTIVE = 1;

    [FieldOffset(0)]
    internal int Target;

    [FieldOffset(4)]
    internal uint Type;

    [FieldOffset(8)]
    internal uint QueryFlags;

    [FieldOffset(12)]
    internal uint AttachFlags;

    [FieldOffset(16)]
    internal ulong ProgramIds;

    [FieldOffset(24)]
    internal uint ProgramCount;
}
