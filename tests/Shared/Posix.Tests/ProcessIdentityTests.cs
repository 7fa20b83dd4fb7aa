using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void Current_ThisProcess_IsAliveAndTheSameAgain()
    {
        Assert.Equal(ProcessIdentity.Current, ProcessIdentity.Of(Environment.ProcessId));
        Assert.True(ProcessIdentity.Current.IsAlive());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Of_NoProcess_IsNull(int pid) => Assert.Null(ProcessIdentity.Of(pid));

    [Fact]
    public void IsAlive_SamePidOtherStart_IsAnotherProcess() =>
        Assert.False((ProcessIdentity.Current with { StartTicks = ProcessIdentity.Current.StartTicks - 1 }).IsAlive());

    [Fact]
    public void IsAlive_OtherBoot_IsAnotherProcess() =>
        Assert.False((ProcessIdentity.Current with { BootId = Guid.Empty.ToString() }).IsAlive());

    [Fact]
    public void Kill_OtherProcessOfThatPid_IsLeftAlone()
    {
        using var child = Shell.Start("sleep", "100");
        var identity = ProcessIdentity.Of(child.Id)!;
        (identity with { StartTicks = identity.StartTicks + 1 }).Kill();
        Assert.True(identity.IsAlive());
        identity.Kill();
        Assert.True(identity.WaitForExit());
    }

    [Fact]
    public void Of_NameWithBracketsAndBlanks_IsReadRight()
    {
        using var temp = new TempFolder();
        // A link and no copy: a child that another test forks while a copy is written would hold it open, and exec answers ETXTBSY.
        File.CreateSymbolicLink(temp["a) R 1 (x"], "/bin/sleep");
        using var child = Process.Start(temp["a) R 1 (x"], "100");
        var identity = ProcessIdentity.Of(child.Id)!;
        Assert.True(identity.StartTicks >= ProcessIdentity.Current.StartTicks);
        identity.Kill();
        Assert.True(identity.WaitForExit());
    }

    [Fact]
    public async Task IsAlive_Zombie_IsDead()
    {
        // The shell starts a child and becomes a program that never waits for it; only then the child ends.
        using var parent = Shell.Start("sh", "-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 100");
        var pid = int.Parse((await parent.StandardOutput.ReadLineAsync())!);
        await UntilAsync($"/proc/{parent.Id}/comm", "sleep");
        parent.StandardInput.Close();
        await UntilAsync($"/proc/{pid}/stat", ") Z ");
        Assert.Null(ProcessIdentity.Of(pid));
        parent.Kill();
    }

    [Fact]
    public void IsAlive_FirstThreadEnded_LivesOnInTheOthers()
    {
        using var temp = new TempFolder();
        temp.Write("p.c", """
            #include <pthread.h>
            #include <unistd.h>
            static void *rest(void *none) { sleep(600); return none; }
            int main(void) { pthread_t other; pthread_create(&other, 0, rest, 0); pthread_exit(0); }
            """);
        Shell.Run("gcc", "-pthread", "-o", temp["p"], temp["p.c"]);
        using var process = Process.Start(temp["p"]);
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{process.Id}/stat").Contains(") Z ", StringComparison.Ordinal), TimeSpan.FromMinutes(1)));
        var identity = ProcessIdentity.Of(process.Id)!;
        Assert.True(identity.IsAlive());
        identity.Kill();
        Assert.True(identity.WaitForExit());
    }

    [Fact]
    public void WaitForExit_LivingProcess_GivesUpAfterTheBound()
    {
        Assert.False(ProcessIdentity.Current.WaitForExit(0));
        Assert.False(ProcessIdentity.Current.WaitForExit(20));
    }

    [Fact]
    public async Task WaitForExit_ProcessEnds_Returns()
    {
        using var child = Shell.Start("cat");
        var identity = ProcessIdentity.Of(child.Id)!;
        var waiting = Task.Run(() => identity.WaitForExit());
        Assert.False(identity.WaitForExit(0));
        child.StandardInput.Close();
        Assert.True(await waiting);
        Assert.True(identity.WaitForExit());
    }

    [Fact]
    public void WaitForExit_NeverThere_ReturnsAtOnce() =>
        Assert.True(new ProcessIdentity(int.MaxValue, 1, ProcessIdentity.Current.BootId).WaitForExit());

    private static async Task UntilAsync(string file, string text)
    {
        while (!(await File.ReadAllTextAsync(file)).Contains(text, StringComparison.Ordinal))
            await Task.Yield();
    }
}
