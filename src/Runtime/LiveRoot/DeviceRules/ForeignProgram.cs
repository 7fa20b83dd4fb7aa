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

    /// <summary>The program in a form that can be loaded, or null with the reason.</summary>
    internal static BpfInstruction[]? TryCopy(BpfInstruction[] program, bool usesMaps, out string why)
    {
        var plain = HiddenConstants.Shown(program);
        why = usesMaps || plain.Any(instruction => instruction.Code == LongConstant && instruction.Source != 0) ? "it keeps data in maps"
            : plain.Any(instruction => instruction.Code == Calls) ? "it calls functions"
            : plain.Any(HiddenConstants.IsHidden) ? "net.core.bpf_jit_harden hides it"
            : "";
        return why.Length == 0 ? plain : null;
    }
}
