using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The attributes of BPF_PROG_LOAD in <c>union bpf_attr</c> of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = BpfSystemCall.AttributesSize)]
internal unsafe struct BpfProgramLoad
{
    internal const uint BPF_PROG_TYPE_CGROUP_DEVICE = 15;
    internal const int BPF_OBJ_NAME_LEN = 16;

    [FieldOffset(0)]
    internal uint Type;

    [FieldOffset(4)]
    internal uint InstructionCount;

    [FieldOffset(8)]
    internal ulong Instructions;

    [FieldOffset(16)]
    internal ulong License;

    [FieldOffset(24)]
    internal uint LogLevel;

    [FieldOffset(28)]
    internal uint LogSize;

    [FieldOffset(32)]
    internal ulong LogBuffer;

    [FieldOffset(48)]
    internal fixed byte Name[BPF_OBJ_NAME_LEN];
}
