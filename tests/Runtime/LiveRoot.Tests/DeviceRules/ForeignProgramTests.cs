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
    public void TryCopy_HiddenConstantThatIsNotFound_IsRefused()
    {
        BpfInstruction[] program =
        [
            new(BPF_ALU64 | BPF_MOV | BPF_K, 11, immediate: 1),
            new(BPF_ALU64 | BPF_MOV | BPF_X, 0, 11),
            new(BPF_JMP | BPF_EXIT, 0),
        ];
        Assert.Null(ForeignProgram.TryCopy(program, usesMaps: false, out var why));
        Assert.Equal("net.core.bpf_jit_harden hides it", why);
    }
}
