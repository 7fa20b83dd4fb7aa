using Coaster.Posix.Bpf;
using static Coaster.Posix.Bpf.BpfOpcodes;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>
/// What a device program answers to a request, worked out without the kernel, which offers no trial run of such programs. It knows the
/// instructions that container runtimes and systemd use; a program that does more on its way to the answer has an unknown one.
/// </summary>
internal ref struct DeviceProgramRun
{
    // The request is no number to calculate with. This far up no number is that 32 bits of it could be.
    private const ulong RequestAddress = 1UL << 40;
    private const int Registers = 16;

    private readonly ReadOnlySpan<BpfInstruction> _program;
    private readonly Span<byte> _request;
    private readonly Span<ulong> _registers;
    private int _next;

    private DeviceProgramRun(ReadOnlySpan<BpfInstruction> program, Span<byte> request, Span<ulong> registers)
    {
        _program = program;
        _request = request;
        _registers = registers;
        _registers[1] = RequestAddress;
    }

    /// <summary>Whether the program allows every request that the rule stands for; null when that cannot be told.</summary>
    internal static bool? Allows(ReadOnlySpan<BpfInstruction> program, DeviceRule rule)
    {
        bool? all = true;
        foreach (var request in rule.Requests())
        {
            var answer = Answer(program, request);
            if (answer == false)
                return false;
            all &= answer;
        }

        return all;
    }

    private static bool? Answer(ReadOnlySpan<BpfInstruction> program, DeviceRule request)
    {
        Span<byte> context = stackalloc byte[3 * sizeof(int)];
        BitConverter.TryWriteBytes(context, request.Kind | (request.Access << 16));
        BitConverter.TryWriteBytes(context[4..], request.Major);
        BitConverter.TryWriteBytes(context[8..], request.Minor);
        Span<ulong> registers = stackalloc ulong[Registers];
        registers.Clear();
        return new DeviceProgramRun(program, context, registers).ToEnd();
    }

    private bool? ToEnd()
    {
        // Only jumps forward are followed, so that every step comes nearer to the end.
        while (_next < _program.Length)
        {
            var instruction = _program[_next++];
            if (instruction.Code == (BPF_JMP | BPF_EXIT))
                return _registers[0] != 0;
            if (!TryStep(instruction))
                return null;
        }

        return null;
    }

    private bool TryStep(BpfInstruction instruction) => (instruction.Code & ClassMask) switch
    {
        BPF_LDX => TryLoad(instruction),
        BPF_ALU => instruction.Offset == 0 && TryCalculate(instruction, 32),
        BPF_ALU64 => instruction.Offset == 0 && TryCalculate(instruction, 64),
        BPF_JMP => TryJump(instruction, 64),
        BPF_JMP32 => TryJump(instruction, 32),
        _ => false,
    };

    private readonly bool TryLoad(BpfInstruction instruction)
    {
        var size = (instruction.Code & BPF_DW) switch
        {
            BPF_W => 4,
            BPF_H => 2,
            BPF_B => 1,
            _ => 0,
        };
        var at = unchecked((long)(_registers[instruction.Source] - RequestAddress) + instruction.Offset);
        if ((instruction.Code & ~(ClassMask | BPF_DW)) != BPF_MEM || size == 0 || at < 0 || at > _request.Length - size)
            return false;
        ulong value = 0;
        for (var i = size - 1; i >= 0; i--)
            value = (value << 8) | _request[(int)at + i];
        _registers[instruction.Destination] = value;
        return true;
    }

    private readonly bool TryCalculate(BpfInstruction instruction, int width)
    {
        var (left, right) = Operands(instruction, width);
        var by = (int)(right & (ulong)(width - 1));
        ulong? result = (instruction.Code & OperationMask) switch
        {
            BPF_MOV => right,
            BPF_AND => left & right,
            BPF_OR => left | right,
            BPF_XOR => left ^ right,
            BPF_LSH => left << by,
            BPF_RSH => left >> by,
            BPF_ADD => unchecked(left + right),
            BPF_SUB => unchecked(left - right),
            _ => null,
        };
        _registers[instruction.Destination] = Cut(result ?? 0, width);
        return result is not null;
    }

    private bool TryJump(BpfInstruction instruction, int width)
    {
        var (left, right) = Operands(instruction, width);
        bool? jumps = (instruction.Code & OperationMask) switch
        {
            BPF_JA when width == 64 => true,
            BPF_JEQ => left == right,
            BPF_JNE => left != right,
            BPF_JGT => left > right,
            BPF_JGE => left >= right,
            BPF_JLT => left < right,
            BPF_JLE => left <= right,
            BPF_JSET => (left & right) != 0,
            _ => null,
        };
        if (jumps == true)
            _next += instruction.Offset;
        return jumps is not null && (jumps == false || instruction.Offset >= 0);
    }

    private readonly (ulong Left, ulong Right) Operands(BpfInstruction instruction, int width)
    {
        var right = (instruction.Code & BPF_X) != 0 ? _registers[instruction.Source] : unchecked((ulong)instruction.Immediate);
        return (Cut(_registers[instruction.Destination], width), Cut(right, width));
    }

    private static ulong Cut(ulong value, int width) => width == 32 ? (uint)(value & uint.MaxValue) : value;
}
