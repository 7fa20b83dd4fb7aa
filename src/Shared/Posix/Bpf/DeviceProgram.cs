using System.Runtime.InteropServices;
using System.Text;

namespace Coaster.Posix.Bpf;

/// <summary>A program in the kernel that decides which devices the processes of a cgroup open: BPF_PROG_TYPE_CGROUP_DEVICE.</summary>
public sealed class DeviceProgram : IDisposable
{
    private const int LogBytes = 1 << 16;
    private const int ShownOfLog = 300;

    private DeviceProgram(Fd fd) => Fd = fd;

    internal Fd Fd { get; }

    /// <summary>Loads a program, which ends with this object unless it was attached.</summary>
    /// <param name="instructions">What it does.</param>
    /// <param name="name">What lists of programs call it: letters, digits and <c>_</c>, at most 15.</param>
    /// <exception cref="PosixException">The kernel refuses it; the message ends with what its verifier says.</exception>
    public static DeviceProgram Load(ReadOnlySpan<BpfInstruction> instructions, string name)
    {
        // A log takes time and has to fit, so it is only asked for when there is something to explain.
        if (TryLoad(instructions, name, []) is { } program)
            return program;
        var errno = Marshal.GetLastPInvokeError();
        var log = new byte[LogBytes];
        return TryLoad(instructions, name, log)
            ?? throw new PosixException($"load a device program of {instructions.Length} instructions{Shown(log)}", errno);
    }

    /// <summary>The program with that id.</summary>
    /// <exception cref="PosixException">It is gone (ENOENT), or this process may not have it.</exception>
    public static unsafe DeviceProgram Open(uint id)
    {
        var attributes = new BpfObjectById { Id = id };
        var fd = BpfSystemCall.Run(BpfSystemCall.BPF_PROG_GET_FD_BY_ID, &attributes);
        return fd < 0 ? throw PosixException.Last($"open device program {id}") : new DeviceProgram(new Fd(fd));
    }

    /// <summary>The instructions as the verifier left them, or null when the kernel does not show them to this process.</summary>
    /// <param name="usesMaps">Whether the program keeps data in maps.</param>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public unsafe BpfInstruction[]? ReadInstructions(out bool usesMaps)
    {
        var length = Info(default).TranslatedLength;
        var instructions = new BpfInstruction[length / BpfInstruction.Size];
        fixed (BpfInstruction* start = instructions)
        {
            var info = Info(new BpfProgramInfo { TranslatedLength = length, TranslatedInstructions = (ulong)start });
            usesMaps = info.MapCount > 0;
            return length == 0 || info.TranslatedInstructions == 0 ? null : instructions;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Fd.Dispose();

    private static unsafe DeviceProgram? TryLoad(ReadOnlySpan<BpfInstruction> instructions, string name, Span<byte> log)
    {
        fixed (BpfInstruction* start = instructions)
        fixed (byte* license = "Apache-2.0\0"u8, logStart = log)
        {
            var attributes = new BpfProgramLoad
            {
                Type = BpfProgramLoad.BPF_PROG_TYPE_CGROUP_DEVICE,
                InstructionCount = (uint)instructions.Length,
                Instructions = (ulong)start,
                License = (ulong)license,
                LogLevel = log.IsEmpty ? 0u : 1u,
                LogSize = (uint)log.Length,
                LogBuffer = (ulong)logStart,
            };
            Encoding.ASCII.GetBytes(name, new Span<byte>(attributes.Name, BpfProgramLoad.BPF_OBJ_NAME_LEN - 1));
            var fd = BpfSystemCall.Run(BpfSystemCall.BPF_PROG_LOAD, &attributes);
            return fd < 0 ? null : new DeviceProgram(new Fd(fd));
        }
    }

    /// <summary>The end of the log, where the complaint is.</summary>
    private static string Shown(byte[] log)
    {
        var end = Array.IndexOf(log, (byte)0);
        var text = Encoding.UTF8.GetString(log, 0, end < 0 ? log.Length : end).Trim().Replace("\n", "; ", StringComparison.Ordinal);
        return text.Length == 0 ? "" : $" (the verifier says: {text[Math.Max(0, text.Length - ShownOfLog)..]})";
    }

    private unsafe BpfProgramInfo Info(BpfProgramInfo info)
    {
        var attributes = new BpfObjectInfo { Object = Fd.Number, InfoSize = (uint)sizeof(BpfProgramInfo), Info = (ulong)&info };
        return BpfSystemCall.Run(BpfSystemCall.BPF_OBJ_GET_INFO_BY_FD, &attributes) < 0
            ? throw PosixException.Last("read a device program")
            : info;
    }
}
