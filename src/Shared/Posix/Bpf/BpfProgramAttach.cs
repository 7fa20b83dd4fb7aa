using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The attributes of BPF_PROG_ATTACH in <c>union bpf_attr</c> of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = BpfSystemCall.AttributesSize)]
internal struct BpfProgramAttach
{
    internal const uint BPF_CGROUP_DEVICE = 6;
    internal const uint BPF_F_REPLACE = 4;

    [FieldOffset(0)]
    internal int Target;

    [FieldOffset(4)]
    internal int Program;

    [FieldOffset(8)]
    internal uint Type;

    [FieldOffset(12)]
    internal uint Flags;

    [FieldOffset(16)]
    internal int Replaced;
}
