namespace Coaster.Posix;

/// <summary>The machine's present run, from its boot to its end.</summary>
public static class Boot
{
    private static string? _id;

    /// <summary>The kernel's random id of it, proc_sys_kernel(5). It cannot change while this process lives, and is read once.</summary>
    /// <exception cref="IOException">The kernel does not tell it.</exception>
    public static string Id => _id ??= PlainFile.ReadText("/proc/sys/kernel/random/boot_id").Trim();
}
