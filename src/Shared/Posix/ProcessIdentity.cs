using System.Globalization;
using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>One process for all time: a pid is used again, together with the boot and the start it is not.</summary>
/// <param name="Pid">The process id on the host.</param>
/// <param name="StartTicks">Its start in clock ticks since boot, field 22 of proc_pid_stat(5).</param>
/// <param name="BootId">The kernel's random id of this boot.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    private const int SIGKILL = 9;
    private const long SYS_pidfd_send_signal = 424;
    private const long SYS_pidfd_open = 434;
    private static string? _boot;

    /// <summary>This process.</summary>
    public static ProcessIdentity Current => Of(Environment.ProcessId) ?? throw new IOException("/proc/self/stat cannot be read");

    /// <summary>The process with that id, or null when there is none.</summary>
    public static ProcessIdentity? Of(int pid) => StartOf(pid) is { } start ? new ProcessIdentity(pid, start, CurrentBoot()) : null;

    /// <summary>Whether the process is still there and can still do something: a zombie cannot.</summary>
    public bool IsAlive() => BootId == CurrentBoot() && StartOf(Pid) == StartTicks;

    /// <summary>Waits until the process has ended; returns at once when it already has.</summary>
    /// <param name="timeoutMilliseconds">How long to wait at the most; -1 is for ever.</param>
    /// <returns>Whether it has ended.</returns>
    /// <exception cref="PosixException">The process is there, and cannot be watched.</exception>
    public unsafe bool WaitForExit(int timeoutMilliseconds = -1)
    {
        using var fd = new Fd((int)Libc.syscall(SYS_pidfd_open, Pid, 0, 0, 0));
        var opening = PosixException.Last($"watch process {Pid}");
        // Opened first, compared second: what the descriptor means cannot change any more.
        if (!IsAlive())
            return true;
        if (fd.IsInvalid)
            throw opening;
        var poll = new PollFd { Fd = fd.Number, Events = PollFd.POLLIN };
        int ready;
        do
            ready = Libc.poll(&poll, 1, timeoutMilliseconds);
        while (ready < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        return ready > 0;
    }

    /// <summary>Ends the process at once, if it is still there.</summary>
    public void Kill()
    {
        using var fd = new Fd((int)Libc.syscall(SYS_pidfd_open, Pid, 0, 0, 0));
        // Opened first, compared second, as above: a pid that is used again in between is not hit.
        if (!fd.IsInvalid && IsAlive())
            _ = Libc.syscall(SYS_pidfd_send_signal, fd.Number, SIGKILL, 0, 0);
    }

    /// <summary>Whether this process may do what only root may.</summary>
    public static bool IsRoot => Libc.geteuid() == 0;

    // It cannot change while this process lives, and every entry of a ledger is compared with it.
    private static string CurrentBoot() => _boot ??= File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static long? StartOf(int pid)
    {
        try
        {
            // The name in brackets may hold anything, brackets too; after the last of them the fields are fixed.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // The first thread can end before the others: it is a zombie then, and the process lives on in them.
            var isDead = fields[0] is "Z" or "X" && fields[17] is ("0" or "1");
            return isDead ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
