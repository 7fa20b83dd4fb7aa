using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The system call bpf(2), which the C library does not wrap, and the commands of it that are used here.</summary>
internal static class BpfSystemCall
{
    internal const int BPF_PROG_LOAD = 5;
    internal const int BPF_PROG_ATTACH = 8;
    internal const int BPF_PROG_GET_FD_BY_ID = 13;
    internal const int BPF_OBJ_GET_INFO_BY_FD = 15;
    internal const int BPF_PROG_QUERY = 16;

    /// <summary>
    /// What every command's attributes take. Newer kernels write results behind the fields that are known here, whatever size they are told;
    /// what an older kernel does not know it accepts as long as it is zero.
    /// </summary>
    internal const int AttributesSize = 128;

    private static readonly long SYS_bpf = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 280 : 321;

    /// <summary>Runs a command on its attributes; a negative result left its reason in errno.</summary>
    internal static unsafe int Run<TAttributes>(int command, TAttributes* attributes)
        where TAttributes : unmanaged => (int)Libc.syscall(SYS_bpf, command, (long)attributes, sizeof(TAttributes), 0);
}
