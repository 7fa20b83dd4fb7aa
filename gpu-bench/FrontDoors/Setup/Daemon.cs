using System.Globalization;
using Coaster.GpuBench.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.FrontDoors.Setup;

/// <summary>
/// A daemon in a session of its own, so that the Ctrl-C which ends the benchmark does not end the daemon before its containers were removed.
/// </summary>
internal sealed class Daemon : IDisposable
{
    private const int ReadyTries = 300;
    private const int TryMilliseconds = 100;
    private const int StopMilliseconds = 20_000;

    private readonly int _pid;
    private readonly ProcessIdentity? _process;

    private Daemon(int pid) => (_pid, _process) = (pid, ProcessIdentity.Of(pid));

    /// <summary>Starts a daemon and waits until it answers.</summary>
    /// <param name="log">The file that takes what it says.</param>
    /// <param name="socket">The socket that it makes.</param>
    /// <param name="question">A command that succeeds when it answers.</param>
    /// <param name="words">The daemon and its arguments.</param>
    /// <exception cref="IOException">It does not answer within half a minute.</exception>
    internal static Daemon Start(string log, string socket, string[] question, string[] words)
    {
        var daemon = new Daemon(Programs.StartDetached("/bin/sh", ["sh", "-c", "exec \"$@\" >\"$0\" 2>&1", log, .. words]));
        for (var i = 0; i < ReadyTries && daemon._process?.IsAlive() == true; i++)
        {
            if (File.Exists(socket) && Command.Try(question[0], question[1..]).Exit == 0)
                return daemon;
            Pause.For(TryMilliseconds);
        }

        daemon.Dispose();
        throw new IOException($"{words[0]} did not start: {Command.LastLine(File.ReadAllText(log))}");
    }

    /// <summary>Asks it to end, and kills it when it does not.</summary>
    public void Dispose()
    {
        Command.Try("kill", _pid.ToString(CultureInfo.InvariantCulture));
        if (_process?.WaitForExit(StopMilliseconds) == false)
            _process.Kill();
    }
}
