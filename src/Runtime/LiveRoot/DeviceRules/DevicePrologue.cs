using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>
/// Instructions that allow some devices and let the program behind them decide on all the others. A program starts with the request
/// (<c>struct bpf_cgroup_dev_ctx</c>) in r1 and knows nothing of the other registers: r1 is left alone, r0 and r2 to r5 are used.
/// </summary>
internal static class DevicePrologue
{
    private const int AccessTypeOffset = 0;
    private const int MajorOffset = 4;
    private const int MinorOffset = 8;
    private const int KindBits = 16;

    /// <summary>The program that allows what the rules say, and else does what the old one did: jumps are relative, so it stays as it is.</summary>
    internal static BpfInstruction[] Before(BpfInstruction[] old, IReadOnlyList<DeviceRule> rules) =>
        [.. ReadRequest(), .. rules.SelectMany(Allow), .. old];

    private static BpfInstruction[] ReadRequest() =>
    [
        new(BPF_LDX | BPF_MEM | BPF_W, 2, 1, AccessTypeOffset),
        new(BPF_ALU | BPF_MOV | BPF_X, 3, 2),
        new(BPF_ALU | BPF_AND | BPF_K, 2, immediate: (1 << KindBits) - 1),
        new(BPF_ALU | BPF_RSH | BPF_K, 3, immediate: KindBits),
        new(BPF_LDX | BPF_MEM | BPF_W, 4, 1, MajorOffset),
        new(BPF_LDX | BPF_MEM | BPF_W, 5, 1, MinorOffset),
    ];

    /// <summary>
    /// The number comes last: a path that knows it and goes on to the next rule would be checked by the verifier for itself, up to the end
    /// of the program, and the time to load would grow with the square of the rules.
    /// </summary>
    private static BpfInstruction[] Allow(DeviceRule rule) =>
    [
        // Any way that is asked for and not in the rule.
        new(BPF_ALU | BPF_MOV | BPF_X, 0, 3),
        new(BPF_ALU | BPF_AND | BPF_K, 0, immediate: ~rule.Access),
        new(BPF_JMP | BPF_JNE | BPF_K, 0, offset: 5),
        new(BPF_JMP | BPF_JNE | BPF_K, 2, offset: 4, immediate: rule.Kind),
        new(BPF_JMP | BPF_JNE | BPF_K, 4, offset: 3, immediate: rule.Major),
        new(BPF_JMP | BPF_JNE | BPF_K, 5, offset: 2, immediate: rule.Minor),
        new(BPF_ALU64 | BPF_MOV | BPF_K, 0, immediate: 1),
        new(BPF_JMP | BPF_EXIT, 0),
    ];
}
