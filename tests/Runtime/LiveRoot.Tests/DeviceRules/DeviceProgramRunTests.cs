using Coaster.LiveRoot.DeviceRules;
using Coaster.Posix.Bpf;
using FsCheck;
using FsCheck.Fluent;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class DeviceProgramRunTests
{
    private static readonly Gen<DeviceRule> Rule =
        from kind in Gen.Choose(1, 2)
        from major in Gen.Choose(0, 3)
        from minor in Gen.Choose(0, 3)
        from access in Gen.Choose(1, 7)
        select new DeviceRule(kind, major, minor, access);

    private static readonly Gen<BpfInstruction> Instruction =
        from code in Gen.Choose(0, 255)
        from registers in Gen.Choose(0, 255)
        from offset in Gen.Choose(-3, 12)
        from immediate in Gen.OneOf(Gen.Choose(-2, 70), Gen.Elements(int.MinValue, int.MaxValue))
        select new BpfInstruction((byte)code, (byte)registers, (short)offset, immediate);

    private static readonly Gen<(DeviceRule[] First, DeviceRule[] Then, DeviceRule Asked)> Case =
        from first in Rule.ArrayOf()
        from then in Rule.ArrayOf()
        from asked in Rule
        select (first, then, asked);

    [Fact]
    public void Allows_PrologueBeforeAProgramOfRunc_IsWhatEitherAllows() =>
        Prop.ForAll(Case.ToArbitrary(), rules => IsWhatEitherAllows(rules, ForeignPrograms.OfRunc))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Allows_PrologueBeforeAProgramOfSystemd_IsWhatEitherAllows() =>
        Prop.ForAll(Case.ToArbitrary(), rules => IsWhatEitherAllows(rules, ForeignPrograms.OfSystemd))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(BPF_ALU64 | BPF_ADD | BPF_K, 3, 5, true)]
    [InlineData(BPF_ALU64 | BPF_SUB | BPF_K, 5, 5, false)]
    [InlineData(BPF_ALU64 | BPF_SUB | BPF_K, 3, 5, true)]
    [InlineData(BPF_ALU64 | BPF_XOR | BPF_K, 5, 5, false)]
    [InlineData(BPF_ALU64 | BPF_OR | BPF_K, 0, 4, true)]
    [InlineData(BPF_ALU64 | BPF_LSH | BPF_K, 1, 32, true)]
    [InlineData(BPF_ALU | BPF_LSH | BPF_K, 3, 31, true)]
    [InlineData(BPF_ALU | BPF_LSH | BPF_K, 2, 31, false)]
    [InlineData(BPF_ALU | BPF_RSH | BPF_K, -1, 31, true)]
    [InlineData(BPF_ALU64 | BPF_RSH | BPF_K, -1, 63, true)]
    [InlineData(BPF_ALU | BPF_ADD | BPF_K, -1, 1, false)]
    [InlineData(BPF_ALU64 | 0x20, 1, 1, null)]
    public void Allows_Arithmetic_IsTheKernels(int code, int start, int operand, bool? expected) => Assert.Equal(
        expected,
        Answer(new(BPF_ALU64 | BPF_MOV | BPF_K, 0, immediate: start), new(code, 0, immediate: operand), new(BPF_JMP | BPF_EXIT, 0)));

    [Theory]
    [InlineData(BPF_JMP | BPF_JEQ, -1, -1, true)]
    [InlineData(BPF_JMP | BPF_JNE, -1, -1, false)]
    [InlineData(BPF_JMP | BPF_JGT, -1, 1, true)]
    [InlineData(BPF_JMP | BPF_JGE, 1, 1, true)]
    [InlineData(BPF_JMP | BPF_JLT, -1, 1, false)]
    [InlineData(BPF_JMP | BPF_JLE, 1, 1, true)]
    [InlineData(BPF_JMP | BPF_JSET, 6, 1, false)]
    [InlineData(BPF_JMP32 | BPF_JEQ, -1, -1, true)]
    [InlineData(BPF_JMP | BPF_JA, 0, 0, true)]
    [InlineData(BPF_JMP | 0xd0, 0, 0, null)]
    public void Allows_Jump_IsTheKernels(int code, int value, int compared, bool? jumps) => Assert.Equal(
        jumps,
        Answer(
        [
            new(BPF_ALU64 | BPF_MOV | BPF_K, 2, immediate: value),
            new(code, 2, offset: 2, immediate: compared),
            .. ForeignPrograms.Always(0),
            .. ForeignPrograms.Always(1),
        ]));

    [Fact]
    public void Allows_LoadBesideTheRequest_IsUnknown()
    {
        Assert.Null(Answer(new(BPF_LDX | BPF_MEM | BPF_W, 0, 1, 12), new(BPF_JMP | BPF_EXIT, 0)));
        Assert.Null(Answer(new(BPF_LDX | BPF_MEM | BPF_W, 0, 1, -4), new(BPF_JMP | BPF_EXIT, 0)));
        Assert.Null(Answer(new(BPF_LDX | BPF_MEM | BPF_W, 0, 2), new(BPF_JMP | BPF_EXIT, 0)));
    }

    [Theory]
    [InlineData(BPF_H, 0, 2)]
    [InlineData(BPF_H, 2, 2)]
    [InlineData(BPF_B, 1, 0)]
    [InlineData(BPF_B, 4, 195)]
    [InlineData(BPF_W, 0, 0x20002)]
    public void Allows_LoadOfAPart_IsThoseBytes(int size, int offset, int expected) => Assert.True(Answer(
        new(BPF_LDX | BPF_MEM | size, 2, 1, offset),
        new(BPF_ALU64 | BPF_MOV | BPF_K, 0, immediate: 1),
        new(BPF_JMP | BPF_JEQ | BPF_K, 2, offset: 1, immediate: expected),
        new(BPF_ALU64 | BPF_MOV | BPF_K, 0),
        new(BPF_JMP | BPF_EXIT, 0)));

    [Fact]
    public void Allows_CallOnTheWay_IsUnknown() => Assert.Null(Answer(ForeignPrograms.Calling()));

    [Fact]
    public void Allows_CallBehindTheAnswer_IsTold()
    {
        var rule = new DeviceRule(2, 195, 0, 6);
        Assert.True(DeviceProgramRun.Allows(DevicePrologue.Before(ForeignPrograms.Calling(), [rule]), rule));
    }

    [Fact]
    public void Allows_AnyInstructions_Ends() => Prop.ForAll(Instruction.ArrayOf().ToArbitrary(), program =>
        DeviceProgramRun.Allows(program, new DeviceRule(2, 195, 0, 7)) != true || program.Any(instruction => instruction.Code == (BPF_JMP | BPF_EXIT)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static bool? Answer(params BpfInstruction[] program) => DeviceProgramRun.Allows(program, new DeviceRule(2, 195, 0, 2));

    private static bool IsWhatEitherAllows(
        (DeviceRule[] First, DeviceRule[] Then, DeviceRule Asked) rules, Func<IReadOnlyList<DeviceRule>, BpfInstruction[]> old)
    {
        var program = DevicePrologue.Before(old(rules.Then), rules.First);
        // A request is allowed by one rule: two that share its ways do not add up.
        var expected = rules.Asked.Requests().All(request => rules.First.Concat(rules.Then).Any(rule =>
            rule with { Access = 0 } == request with { Access = 0 } && (request.Access & ~rule.Access) == 0));
        return DeviceProgramRun.Allows(program, rules.Asked) == expected;
    }
}
