using Coaster.LiveRoot.DeviceRules;
using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.Tests.DeviceRules;

/// <summary>Device programs in the shapes of those that make them: what each allows is a list, and the rest is forbidden.</summary>
internal static class ForeignPrograms
{
    private const int AllAccess = 7;
    private const int AnyNumber = -1;

    /// <summary>The null device for every use, and the making of all devices: a part of what every container has.</summary>
    public static IReadOnlyList<DeviceRule> Defaults { get; } =
    [
        new(DeviceRule.BPF_DEVCG_DEV_CHAR, AnyNumber, AnyNumber, DeviceRule.BPF_DEVCG_ACC_MKNOD),
        new(DeviceRule.BPF_DEVCG_DEV_CHAR, 1, 3, AllAccess),
        new(DeviceRule.BPF_DEVCG_DEV_CHAR, 136, AnyNumber, AllAccess),
    ];

    public static BpfInstruction[] Always(int answer) => [new(BPF_ALU64 | BPF_MOV | BPF_K, 0, immediate: answer), new(BPF_JMP | BPF_EXIT, 0)];

    /// <summary>As runc, crun and LXC make it: every rule ends with its own answer.</summary>
    public static BpfInstruction[] OfRunc(IReadOnlyList<DeviceRule> rules) => [.. Start(), .. rules.SelectMany(RuncRule), .. Always(0)];

    /// <summary>As systemd makes it: the rules jump to a common end.</summary>
    public static BpfInstruction[] OfSystemd(IReadOnlyList<DeviceRule> rules)
    {
        var program = new List<BpfInstruction>(Start());
        foreach (var rule in rules)
            program.AddRange(Checks(rule, [new(BPF_JMP | BPF_JA, 0, offset: short.MaxValue)]));
        program.AddRange([new(BPF_ALU64 | BPF_MOV | BPF_K, 0), new(BPF_JMP | BPF_JA, 0, offset: 1)]);
        var end = program.Count;
        program.AddRange(Always(1));
        return [.. program.Select((instruction, at) =>
            instruction.Offset == short.MaxValue ? instruction with { Offset = (short)(end - at - 1) } : instruction)];
    }

    /// <summary>One that asks the kernel something, bpf_ktime_get_ns(), and forbids everything.</summary>
    public static BpfInstruction[] Calling() => [new(BPF_JMP | BPF_CALL, 0, immediate: 5), .. Always(0)];

    private static BpfInstruction[] Start() =>
    [
        new(BPF_LDX | BPF_MEM | BPF_W, 2, 1),
        new(BPF_ALU | BPF_AND | BPF_K, 2, immediate: 0xffff),
        new(BPF_LDX | BPF_MEM | BPF_W, 3, 1),
        new(BPF_ALU | BPF_RSH | BPF_K, 3, immediate: 16),
        new(BPF_LDX | BPF_MEM | BPF_W, 4, 1, 4),
        new(BPF_LDX | BPF_MEM | BPF_W, 5, 1, 8),
    ];

    private static BpfInstruction[] RuncRule(DeviceRule rule) => Checks(rule, Always(1));

    private static BpfInstruction[] Checks(DeviceRule rule, BpfInstruction[] then)
    {
        var checks = new List<BpfInstruction> { Unless(BPF_K, 2, rule.Kind) };
        if (rule.Access != AllAccess)
            checks.AddRange(
            [
                new(BPF_ALU | BPF_MOV | BPF_X, 1, 3),
                new(BPF_ALU | BPF_AND | BPF_K, 1, immediate: rule.Access),
                Unless(BPF_X, 1, 0, 3),
            ]);
        if (rule.Major != AnyNumber)
            checks.Add(Unless(BPF_K, 4, rule.Major));
        if (rule.Minor != AnyNumber)
            checks.Add(Unless(BPF_K, 5, rule.Minor));
        var end = checks.Count + then.Length;
        return [.. checks.Select((check, at) => check.Offset == 1 ? check with { Offset = (short)(end - at - 1) } : check), .. then];
    }

    /// <summary>A jump whose distance is filled in later.</summary>
    private static BpfInstruction Unless(int operand, int register, int value, int other = 0) =>
        new(BPF_JMP | BPF_JNE | operand, register, other, 1, value);
}
