using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class FileLockTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Acquire_MissingFile_IsMadeForItsOwnerAlone()
    {
        using var held = FileLock.Acquire(_temp["lock"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp["lock"]));
    }

    [Fact]
    public void Acquire_Held_IsSeenByOtherProcesses()
    {
        using (FileLock.Acquire(_temp["lock"]))
            Assert.False(IsFree());
        Assert.True(IsFree());
    }

    [Fact]
    public async Task Acquire_HeldByAnotherProcess_WaitsForItsEnd()
    {
        using var holder = Shell.Start("flock", _temp["lock"], "sh", "-c", "echo held; cat");
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        var acquiring = Task.Run(() => FileLock.Acquire(_temp["lock"]));
        Assert.NotSame(acquiring, await Task.WhenAny(acquiring, Task.Delay(100)));

        // Its end by SIGKILL is enough, with cat still holding the descriptor it would not be: that one reads our end of the pipe.
        holder.Kill(entireProcessTree: true);
        using var held = await acquiring;
        Assert.False(IsFree());
    }

    [Fact]
    public async Task Acquire_ManyThreads_ExcludeEachOther()
    {
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var held = FileLock.Acquire(_temp["lock"]);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Thread.Yield();
                Interlocked.Decrement(ref inside);
            }
        })));
        Assert.Equal(1, most);
    }

    [Fact]
    public void Acquire_MissingFolder_NamesThePath()
    {
        var error = Assert.Throws<PosixException>(() => FileLock.Acquire(_temp["missing/lock"]));
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains(_temp["missing/lock"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Acquire_ChildProcess_DoesNotInheritIt()
    {
        using var child = Start();
        Assert.True(IsFree());
        child.Kill();

        System.Diagnostics.Process Start()
        {
            using var held = FileLock.Acquire(_temp["lock"]);
            return Shell.Start("sleep", "100");
        }
    }

    private bool IsFree()
    {
        using var attempt = Shell.Start("flock", "--nonblock", _temp["lock"], "true");
        attempt.WaitForExit();
        return attempt.ExitCode == 0;
    }
}
