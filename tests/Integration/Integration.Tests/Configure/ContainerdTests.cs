using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Configure;

/// <summary>The real containerd on what <c>coaster runtime configure</c> writes.</summary>
public sealed class ContainerdTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _before;

    public ContainerdTests()
    {
        _before = $"""
            # kept
            version = 2
            root = "{_folder["root"]}"
            state = "{_folder["state"]}"
            [grpc]
              address = "{_folder["socket"]}"
            [plugins."io.containerd.internal.v1.opt"]
              path = "{_folder["opt"]}"
            [plugins."io.containerd.grpc.v1.cri"] # ours
              sandbox_image = "test.local/pause:1"
              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                runtime_type = "io.containerd.runc.v2"
                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                  SystemdCgroup = true

            """;
        _folder.Write("config.toml", _before);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Configure_RealContainerd_KnowsOurRuntimeAndKeepsAllElse()
    {
        var before = Dump();
        Configure().MustSucceed();
        var after = Dump();
        Assert.Empty(before.Except(after));
        Assert.Contains($"BinaryName = \"{BuiltPrograms.Runtime}\"", after);
        Assert.Contains("sandbox_image = \"test.local/pause:1\"", after);
        Assert.Equal(2, after.Count(line => line == "SystemdCgroup = true"));
        Assert.EndsWith("nothing to do\n", Configure().MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Configure_Default_LoadsInARunningContainerd()
    {
        Configure("--default").MustSucceed();
        Assert.Contains("default_runtime_name = \"coaster\"", Dump());
        using var daemon = new ContainerdDaemon(_folder["config.toml"], _folder["socket"]);
        Assert.EndsWith("ok", daemon.Plugin("cri").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_AfterConfigure_RestoresTheFile()
    {
        Configure("--default").MustSucceed();
        Configure("--remove").MustSucceed();
        Assert.Equal(_before, File.ReadAllText(_folder["config.toml"]));
        Assert.Equal(["config.toml"], _folder.Files());
    }

    [Fact]
    public void Configure_FileThatContainerdRefuses_IsRefusedInItsWordsAndLeft()
    {
        _folder.Write("config.toml", "version = 2\nimports = [\"gone.toml\"]\n");
        var run = Configure();
        Assert.Equal(125, run.ExitCode);
        Assert.Contains("gone.toml", run.Error, StringComparison.Ordinal);
        Assert.Equal(["config.toml"], _folder.Files());
    }

    [Fact]
    public void Configure_MissingFile_IsMadeAndTakenAwayAgain()
    {
        File.Delete(_folder["config.toml"]);
        Configure().MustSucceed();
        Assert.Contains($"BinaryName = \"{BuiltPrograms.Runtime}\"", Dump());
        Configure("--remove").MustSucceed();
        Assert.Empty(_folder.Files());
    }

    private ProgramRun Configure(params string[] more) => ProgramRun.Run(
        BuiltPrograms.Coaster,
        ["runtime", "configure", "--engine", "containerd", "--config", _folder["config.toml"], "--runtime-path", BuiltPrograms.Runtime, .. more]);

    private List<string> Dump() => [.. ProgramRun.Run("containerd", ["--config", _folder["config.toml"], "config", "dump"]).MustSucceed().Output
        .Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("imports = ", StringComparison.Ordinal))];
}
