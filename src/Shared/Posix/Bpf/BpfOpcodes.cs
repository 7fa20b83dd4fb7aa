namespace Coaster.Posix.Bpf;

/// <summary>The parts of opcodes, with the names of linux/bpf.h and linux/bpf_common.h.</summary>
public static class BpfOpcodes
{
    // Classes, in the low three bits.
    public const int ClassMask = 0x07;
    public const int BPF_LD = 0x00;
    public const int BPF_LDX = 0x01;
    public const int BPF_ALU = 0x04;
    public const int BPF_JMP = 0x05;
    public const int BPF_JMP32 = 0x06;
    public const int BPF_ALU64 = 0x07;

    // Where the second operand is: in the instruction, or in the source register.
    public const int BPF_K = 0x00;
    public const int BPF_X = 0x08;

    // Loads: their size and their mode.
    public const int BPF_W = 0x00;
    public const int BPF_H = 0x08;
    public const int BPF_B = 0x10;
    public const int BPF_DW = 0x18;
    public const int BPF_IMM = 0x00;
    public const int BPF_MEM = 0x60;

    // Operations, in the high four bits: arithmetic...
    public const int OperationMask = 0xf0;
    public const int BPF_ADD = 0x00;
    public const int BPF_SUB = 0x10;
    public const int BPF_OR = 0x40;
    public const int BPF_AND = 0x50;
    public const int BPF_LSH = 0x60;
    public const int BPF_RSH = 0x70;
    public const int BPF_XOR = 0xa0;
    public const int BPF_MOV = 0xb0;

    // ... and jumps.
    public const int BPF_JA = 0x00;
    public const int BPF_JEQ = 0x10;
    public const int BPF_JGT = 0x20;
    public const int BPF_JGE = 0x30;
    public const int BPF_JSET = 0x40;
    public const int BPF_JNE = 0x50;
    public const int BPF_CALL = 0x80;
    public const int BPF_EXIT = 0x90;
    public const int BPF_JLT = 0xa0;
    public const int BPF_JLE = 0xb0;
}
