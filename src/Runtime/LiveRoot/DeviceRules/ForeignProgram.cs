using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>
/// A program that the kernel shows after it was loaded, made ready to be loaded again. The verifier rewrites what a program asks of the
/// kernel, not what it reads of a device request: programs of runc, crun, LXC and systemd come back as they were, without dead code.
/// </summary>
internal static class ForeignProgram
{
    private const int Calls = BPF_JMP | BPF_CALL;
    private const int LongConstant = BPF_LD | BPF_IMM | BPF_DW;

    /// <summary>The register that the kernel takes for itself where constants are hidden (net.core.bpf_jit_harden), and that no program may use.</summary>
    private const int BPF_REG_AX = 11;

    private static readonly int[] CalleeSaved = [9, 8, 7, 6];

    /// <summary>The program in a form that can be loaded, or null with the reason.</summary>
    internal static BpfInstruction[]? TryCopy(BpfInstruction[] program, bool usesMaps, out string why)
    {
        why = usesMaps || program.Any(instruction => instruction.Code == LongConstant && instruction.Source != 0) ? "it keeps data in maps"
            : program.Any(instruction => instruction.Code == Calls) ? "it calls functions"
            : "";
        if (why.Length > 0)
            return null;
        if (!program.Any(instruction => Uses(instruction, BPF_REG_AX)))
            return program;
        why = "the kernel's hardening of programs took the registers that would be needed";
        return Spare(program) is var spare and > 0 ? Array.ConvertAll(program, instruction => Renamed(instruction, spare)) : null;
    }

    /// <summary>A register that the program does not use, or 0.</summary>
    private static int Spare(BpfInstruction[] program) =>
        CalleeSaved.FirstOrDefault(register => !program.Any(instruction => Uses(instruction, register)));

    private static BpfInstruction Renamed(BpfInstruction instruction, int spare) => new(
        instruction.Code,
        instruction.Destination == BPF_REG_AX ? spare : instruction.Destination,
        instruction.Source == BPF_REG_AX ? spare : instruction.Source,
        instruction.Offset,
        instruction.Immediate);

    private static bool Uses(BpfInstruction instruction, int register) => instruction.Destination == register || instruction.Source == register;
}
