using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>
/// Constants that the kernel hides in a program while net.core.bpf_jit_harden is set (bpf_jit_blind_constants() in kernel/bpf/core.c):
/// <c>r2 = 5</c> comes back as <c>ax = 5 ^ x; ax ^= x; r2 = ax</c>, with a register that no program may use, and <c>r2 = 0</c> as
/// <c>r2 ^= r2</c>, which the verifier does not take for zero.
/// </summary>
internal static class HiddenConstants
{
    private const int BPF_REG_AX = 11;
    private static readonly BpfInstruction Nothing = new(BPF_JMP | BPF_JA, 0);

    /// <summary>The program with its constants where they were; as long as before, so that every jump arrives where it did.</summary>
    internal static BpfInstruction[] Shown(BpfInstruction[] program)
    {
        var shown = Array.ConvertAll(program, WithZero);
        for (var at = 0; at + 2 < shown.Length; at++)
            if (AreParts(shown[at], shown[at + 1]) && IsUse(shown[at + 2], shown[at].Code & ClassMask))
            {
                shown[at + 2] = WithConstant(shown[at + 2], shown[at].Immediate ^ shown[at + 1].Immediate);
                shown[at] = shown[at + 1] = Nothing;
            }

        return shown;
    }

    /// <summary>Whether an instruction still is about a hidden constant.</summary>
    internal static bool IsHidden(BpfInstruction instruction) => instruction.Destination == BPF_REG_AX || instruction.Source == BPF_REG_AX;

    private static BpfInstruction WithZero(BpfInstruction instruction) =>
        instruction.Code == (BPF_ALU64 | BPF_XOR | BPF_X) && instruction.Source == instruction.Destination
            ? new(BPF_ALU64 | BPF_MOV | BPF_K, instruction.Destination)
            : instruction;

    private static bool AreParts(BpfInstruction first, BpfInstruction second) =>
        (first.Code & ClassMask) is BPF_ALU or BPF_ALU64
        && first.Code == ((first.Code & ClassMask) | BPF_MOV | BPF_K) && first.Destination == BPF_REG_AX
        && second.Code == ((first.Code & ClassMask) | BPF_XOR | BPF_K) && second.Destination == BPF_REG_AX;

    /// <summary>Whether an instruction takes the constant as its operand; 32 bits of a constant are widened in another way than it is.</summary>
    private static bool IsUse(BpfInstruction instruction, int parts) =>
        (instruction.Code & BPF_X) != 0 && instruction.Source == BPF_REG_AX && instruction.Destination != BPF_REG_AX
        && (instruction.Code & ClassMask) switch
        {
            BPF_ALU or BPF_JMP32 => true,
            BPF_ALU64 or BPF_JMP => parts == BPF_ALU64,
            _ => false,
        };

    private static BpfInstruction WithConstant(BpfInstruction instruction, int constant) =>
        new(instruction.Code & ~BPF_X, instruction.Destination, 0, instruction.Offset, constant);
}
