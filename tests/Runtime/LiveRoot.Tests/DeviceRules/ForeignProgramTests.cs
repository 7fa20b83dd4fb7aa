using Coaster.LiveRoot.DeviceRules;
using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class ForeignProgramTests
{
    [Fact]
    public void TryCopy_ProgramOfRunc_IsTheSame()
    {
        var program = ForeignPrograms.OfRunc(ForeignPrograms.Defaults);
        Assert.Equal(program, ForeignProgram.TryCopy(program, usesMaps: false, out _));
    }

    [Fact]
    public void TryCopy_Call_IsRefused()
    {
        Assert.Null(ForeignProgram.TryCopy(ForeignPrograms.Calling(), usesMaps: false, out var why));
        Assert.Equal("it calls functions", why);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void TryCopy_Map_IsRefused(bool usesMaps, int kindOfConstant)
    {
        BpfInstruction[] program = [new(BPF_LD | BPF_IMM | BPF_DW, 2, kindOfConstant, 0, 7), default, .. ForeignPrograms.Always(1)];
        Assert.Null(ForeignProgram.TryCopy(program, usesMaps, out var why));
        Assert.Equal("it keeps data in maps", why);
    }

    [Fact]
    public void TryCopy_HiddenConstants_MoveToAFreeRegister()
    {
        Assert.Equal(Hidden(8, 9), ForeignProgram.TryCopy(Hidden(11, 9), usesMaps: false, out _));
        Assert.Equal(Hidden(9, 8), ForeignProgram.TryCopy(Hidden(11, 8), usesMaps: false, out _));
    }

    [Fact]
    public void TryCopy_HiddenConstantsAndNoFreeRegister_IsRefused()
    {
        BpfInstruction[] program = [.. Hidden(11, 9), .. Hidden(11, 8), .. Hidden(11, 7), .. Hidden(11, 6)];
        Assert.Null(ForeignProgram.TryCopy(program, usesMaps: false, out var why));
        Assert.Contains("hardening", why, StringComparison.Ordinal);
    }

    /// <summary>A constant as the kernel hides it, in two parts.</summary>
    private static BpfInstruction[] Hidden(int register, int other) =>
    [
        new(BPF_ALU64 | BPF_MOV | BPF_K, register, immediate: 0x1234),
        new(BPF_ALU64 | BPF_XOR | BPF_K, register, immediate: 0x1235),
        new(BPF_ALU64 | BPF_MOV | BPF_X, other, register),
        new(BPF_ALU64 | BPF_MOV | BPF_X, 0, other),
        new(BPF_JMP | BPF_EXIT, 0),
    ];
}
