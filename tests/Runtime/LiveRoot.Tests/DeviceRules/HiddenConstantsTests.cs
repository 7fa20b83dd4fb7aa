using Coaster.LiveRoot.DeviceRules;
using Coaster.Posix.Bpf;
using FsCheck;
using FsCheck.Fluent;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class HiddenConstantsTests
{
    private static readonly BpfInstruction Nothing = new(BPF_JMP | BPF_JA, 0);

    [Theory]
    [InlineData(BPF_ALU64, BPF_ALU64 | BPF_MOV)]
    [InlineData(BPF_ALU64, BPF_ALU64 | BPF_AND)]
    [InlineData(BPF_ALU, BPF_ALU | BPF_AND)]
    [InlineData(BPF_ALU64, BPF_JMP | BPF_JNE)]
    [InlineData(BPF_ALU, BPF_JMP32 | BPF_JEQ)]
    public void Shown_HiddenConstant_IsBackAtItsPlace(int parts, int code) =>
        Prop.ForAll<int, int, short>((constant, random, offset) =>
            HiddenConstants.Shown(Hidden(parts, code, constant, random, offset))
                .SequenceEqual([Nothing, Nothing, new(code | BPF_K, 2, 0, offset, constant)])).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(BPF_ALU, BPF_ALU64 | BPF_AND)]
    [InlineData(BPF_ALU, BPF_JMP | BPF_JNE)]
    public void Shown_ConstantOfAnotherWidth_StaysHidden(int parts, int code) =>
        Assert.Contains(HiddenConstants.Shown(Hidden(parts, code, -5, 7, 0)), HiddenConstants.IsHidden);

    [Fact]
    public void Shown_HiddenZero_IsAZeroAgain() =>
        Assert.Equal(ForeignPrograms.Always(0), HiddenConstants.Shown([new(BPF_ALU64 | BPF_XOR | BPF_X, 0, 0), new(BPF_JMP | BPF_EXIT, 0)]));

    [Fact]
    public void Shown_ProgramThatHidesNothing_IsTheSame()
    {
        var program = ForeignPrograms.OfSystemd(ForeignPrograms.Defaults);
        Assert.Equal(program, HiddenConstants.Shown(program));
        Assert.DoesNotContain(program, HiddenConstants.IsHidden);
    }

    private static BpfInstruction[] Hidden(int parts, int code, int constant, int random, short offset) =>
    [
        new(parts | BPF_MOV | BPF_K, 11, immediate: constant ^ random),
        new(parts | BPF_XOR | BPF_K, 11, immediate: random),
        new(code | BPF_X, 2, 11, offset),
    ];
}
