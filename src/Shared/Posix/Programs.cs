using System.Collections;

namespace Coaster.Posix;

/// <summary>Finding other programs, becoming them, and starting them to live on their own.</summary>
public static unsafe partial class Programs
{
    private const int SIGPIPE = 13;
    private const short POSIX_SPAWN_SETSID = 0x80;

    // Room to spare over glibc's and musl's sizes of the two opaque objects.
    private const int OpaqueBytes = 512;

    /// <summary>The program's path: itself when it has a slash, else the first executable of that name in PATH; null when there is none.</summary>
    public static string? Find(string name)
    {
        if (name.Contains('/'))
            return IsExecutable(name) ? name : null;
        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable);
    }

    /// <summary>Becomes another program, in this process's own environment; returns only by the exception.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, the first of which is its name.</param>
    /// <exception cref="PosixException">It cannot be executed.</exception>
    public static void Execute(string path, IReadOnlyList<string> arguments)
    {
        // .NET ignores SIGPIPE, and what is ignored stays so across execv(3).
        _ = Libc.signal(SIGPIPE, 0);
        using var argv = new NativeStrings(arguments);
        fixed (byte* file = System.Text.Encoding.UTF8.GetBytes(path + '\0'))
            _ = Libc.execv(file, argv.Pointer);
        throw PosixException.Last($"execute {path}");
    }

    /// <summary>
    /// Starts a program in a session of its own with nothing on its standard streams and no other file open, and does not wait for it: whoever
    /// started us may wait for the end of a pipe that we hold.
    /// </summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, the first of which is its name.</param>
    /// <returns>Its process id.</returns>
    /// <exception cref="PosixException">It cannot be started.</exception>
    public static int StartDetached(string path, IReadOnlyList<string> arguments) => Start(path, arguments, detachedStreams: 3, newSession: true);

    private static int Start(string path, IReadOnlyList<string> arguments, int detachedStreams, bool newSession)
    {
        var attributes = stackalloc byte[OpaqueBytes];
        var actions = stackalloc byte[OpaqueBytes];
        Check(Libc.posix_spawnattr_init(attributes), path);
        Check(Libc.posix_spawn_file_actions_init(actions), path);
        try
        {
            if (newSession)
                Check(Libc.posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID), path);
            for (var fd = 0; fd < detachedStreams; fd++)
                Check(Libc.posix_spawn_file_actions_addopen(actions, fd, "/dev/null", OpenFlags.O_RDWR, 0), path);
            if (newSession)
                Check(Libc.posix_spawn_file_actions_addclosefrom_np(actions, detachedStreams), path);
            return Spawn(path, arguments, actions, attributes);
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    private static int Spawn(string path, IReadOnlyList<string> arguments, void* actions, void* attributes)
    {
        int pid;
        using var argv = new NativeStrings(arguments);
        using var envp = new NativeStrings(CurrentEnvironment());
        fixed (byte* file = System.Text.Encoding.UTF8.GetBytes(path + '\0'))
            Check(Libc.posix_spawn(&pid, file, actions, attributes, argv.Pointer, envp.Pointer), path);
        return pid;
    }

    private static void Check(int error, string path)
    {
        if (error != 0)
            throw new PosixException($"start {path}", error);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static List<string> CurrentEnvironment()
    {
        var variables = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables.Add($"{variable.Key}={variable.Value}");
        return variables;
    }
}
