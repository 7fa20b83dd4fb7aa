using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.Posix.Tests.Bpf;

public sealed class DeviceProgramTests
{
    [BpfFact]
    public void ReadInstructions_LoadedProgram_AreThoseThatWereLoaded()
    {
        // Every way to look at the request: the verifier rewrites such accesses in other kinds of programs.
        BpfInstruction[] instructions =
        [
            new(BPF_LDX | BPF_MEM | BPF_W, 2, 1),
            new(BPF_LDX | BPF_MEM | BPF_H, 3, 1, 2),
            new(BPF_LDX | BPF_MEM | BPF_B, 4, 1, 1),
            new(BPF_LDX | BPF_MEM | BPF_W, 5, 1, 4),
            new(BPF_LDX | BPF_MEM | BPF_W, 0, 1, 8),
            new(BPF_JMP | BPF_JNE | BPF_X, 2, 5, 1),
            new(BPF_ALU | BPF_MOV | BPF_X, 0, 3),
            new(BPF_ALU | BPF_AND | BPF_K, 0, immediate: 1),
            new(BPF_JMP | BPF_EXIT, 0),
        ];
        using var program = DeviceProgram.Load(instructions, "coaster_test");
        Assert.Equal(instructions, program.ReadInstructions(out var usesMaps));
        Assert.False(usesMaps);
    }

    [BpfFact]
    public void Load_NoEnd_SaysWhatTheVerifierSays()
    {
        var error = Assert.Throws<PosixException>(() => DeviceProgram.Load([new(BPF_ALU64 | BPF_MOV | BPF_K, 0)], "coaster_test"));
        Assert.Equal(Errno.EINVAL, error.Errno);
        Assert.Contains("(the verifier says: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [BpfFact]
    public void Open_NoSuchProgram_IsNotFound() =>
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => DeviceProgram.Open(int.MaxValue)).Errno);

    internal static BpfInstruction[] Always(int answer) => [new(BPF_ALU64 | BPF_MOV | BPF_K, 0, immediate: answer), new(BPF_JMP | BPF_EXIT, 0)];
}
