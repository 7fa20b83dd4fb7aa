using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>
/// One instruction, <c>struct bpf_insn</c> of linux/bpf.h: https://www.kernel.org/doc/html/latest/bpf/standardization/instruction-set.html
/// </summary>
/// <param name="Code">The opcode.</param>
/// <param name="Registers">The destination in the low four bits, the source in the high four (on a little-endian machine).</param>
/// <param name="Offset">Instructions to jump over, or bytes from an address.</param>
/// <param name="Immediate">A constant.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct BpfInstruction(byte Code, byte Registers, short Offset, int Immediate)
{
    /// <summary>The bytes that one takes.</summary>
    public const int Size = 8;

    /// <summary>Creates one from its parts.</summary>
    public BpfInstruction(int code, int destination, int source = 0, int offset = 0, int immediate = 0)
        : this((byte)code, (byte)(destination | (source << 4)), (short)offset, immediate)
    {
    }

    /// <summary>The register that is written, or compared.</summary>
    public int Destination => Registers & 0xf;

    /// <summary>The register that is read, or what kind of constant this is.</summary>
    public int Source => Registers >> 4;
}
