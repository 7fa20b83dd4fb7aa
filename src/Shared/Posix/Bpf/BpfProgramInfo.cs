using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The beginning of <c>struct bpf_prog_info</c> of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct BpfProgramInfo
{
    /// <summary>The length of the program as the verifier left it, in bytes: given, the room for it; taken, its whole length.</summary>
    [FieldOffset(20)]
    internal uint TranslatedLength;

    /// <summary>Where the instructions go; zero afterwards when the kernel does not show them.</summary>
    [FieldOffset(32)]
    internal ulong TranslatedInstructions;

    [FieldOffset(52)]
    internal uint MapCount;
}
