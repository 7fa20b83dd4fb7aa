using Coaster.Testing;

namespace Coaster.Cli.Tests.Configure;

/// <summary>The commands as people type them.</summary>
public sealed class ConfigureCommandTests : IDisposable
{
    private readonly TempFolder _folder = new TempFolder().Folder("bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Configure_DockerDryRun_PrintsTheDiffAndWritesNothing()
    {
        var run = ProgramRun.Coaster(["runtime", "configure", .. Docker("--dry-run")]).MustSucceed();
        Assert.Contains($"+++ {_folder["daemon.json"]}\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void Configure_DockerAndRemove_LeavesNothing()
    {
        ProgramRun.Coaster(["runtime", "configure", .. Docker()]).MustSucceed();
        Assert.Equal(["bin/nvidia-cdi-hook", "bin/nvidia-container-runtime-hook", "daemon.json"], _folder.Files());
        ProgramRun.Coaster(["runtime", "configure", .. Docker("--remove")[..^3], "--remove"]).MustSucceed();
        Assert.Empty(_folder.Files());
    }

    [Theory]
    [InlineData("runtime configure", "--engine")]
    [InlineData("runtime configure --engine rkt", "rkt")]
    [InlineData("runtime configure --engine docker --runtime-path /no/such", "/no/such is no program")]
    [InlineData("lxc-hook --runtime-path /etc/passwd", "/etc/passwd is no program")]
    public void Run_WrongWords_AreRefusedInOneLine(string line, string word)
    {
        var run = ProgramRun.Coaster(line.Split(' '));
        Assert.Equal(125, run.ExitCode);
        Assert.Contains(word, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(letter => letter == '\n'));
    }

    [Fact]
    public void LxcHook_InstalledAndRemoved_LinksAndPrintsTheLines()
    {
        string[] words = ["lxc-hook", "--hooks-dir", _folder["hooks"], "--runtime-path", "/bin/sh"];
        var output = ProgramRun.Coaster(words).MustSucceed().Output;
        Assert.Contains($"\nlxc.hook.mount = {_folder["hooks/coaster-lxc-hook"]}\n", output, StringComparison.Ordinal);
        Assert.Equal("/bin/sh", new FileInfo(_folder["hooks/coaster-lxc-hook"]).LinkTarget);
        Assert.StartsWith("nothing to do\n", ProgramRun.Coaster(words).MustSucceed().Output, StringComparison.Ordinal);
        ProgramRun.Coaster([.. words, "--remove"]).MustSucceed();
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void LxcHook_NameOfAnother_IsLeft()
    {
        _folder.Write("coaster-lxc-hook", "another's");
        foreach (var remove in new[] { Array.Empty<string>(), ["--remove"] })
            Assert.Equal(125, ProgramRun.Coaster(["lxc-hook", "--hooks-dir", _folder.Path, "--runtime-path", "/bin/sh", .. remove]).ExitCode);
        Assert.Equal("another's", File.ReadAllText(_folder["coaster-lxc-hook"]));
    }

    private string[] Docker(params string[] more) =>
        ["--engine", "docker", "--config", _folder["daemon.json"], "--bin-dir", _folder["bin"], "--runtime-path", "/bin/sh", .. more];
}
