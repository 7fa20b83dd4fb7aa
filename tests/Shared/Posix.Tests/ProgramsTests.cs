using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class ProgramsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Find_NameInPath_IsItsPath() => Assert.EndsWith("/sh", Programs.Find("sh")!, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("no-such-program")]
    [InlineData("/bin/no-such-program")]
    [InlineData("/bin")]
    [InlineData("/etc/passwd")]
    public void Find_NoProgram_IsNull(string name) => Assert.Null(Programs.Find(name));

    [Fact]
    public void Find_Path_IsTakenAsItStands() => Assert.Equal("/bin/../bin/sh", Programs.Find("/bin/../bin/sh"));

    [Fact]
    public async Task StartDetached_Program_LivesInASessionOfItsOwnWithoutStreams()
    {
        Shell.Run("mkfifo", _temp["out"]);
        var script = $"( ps -o sid= -p $$; readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2; echo \"$0\" ) > {_temp["out"]}";
        var pid = Programs.StartDetached("/bin/sh", ["a name", "-c", script]);
        var lines = await File.ReadAllLinesAsync(_temp["out"]);
        Assert.Equal([pid.ToString(), "/dev/null", "/dev/null", "/dev/null", "a name"], lines.Select(line => line.Trim()));
    }

    [Fact]
    public async Task StartDetached_Program_HasNoneOfOurFiles()
    {
        Shell.Run("mkfifo", _temp["out"]);
        // As an engine hands them on: open across execve(2).
        var inherited = Libc.open("/dev/null", 0, 0);
        try
        {
            Programs.StartDetached("/bin/sh", ["sh", "-c", $"ls /proc/$$/fd > {_temp["out"]}"]);
            Assert.DoesNotContain($"{inherited}", await File.ReadAllLinesAsync(_temp["out"]));
        }
        finally
        {
            _ = Libc.close(inherited);
        }
    }

    [Fact]
    public void StartDetached_MissingProgram_Says()
    {
        var error = Assert.Throws<PosixException>(() => Programs.StartDetached(_temp["missing"], ["x"]));
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains(_temp["missing"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_MissingProgram_ComesBackWithTheReason() =>
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => Programs.Execute(_temp["missing"], ["x"])).Errno);

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", -1)]
    [InlineData("cat; test ! -s /dev/stdin", 0)]
    public void Run_Program_GivesItsStatus(string script, int expected) =>
        Assert.Equal(expected, Programs.Run("/bin/sh", ["sh", "-c", script], TimeSpan.FromMinutes(1)));

    [Fact]
    public void Run_TooLong_IsKilledAndNull() => Assert.Null(Programs.Run("/bin/sleep", ["sleep", "600"], TimeSpan.FromMilliseconds(50)));
}
