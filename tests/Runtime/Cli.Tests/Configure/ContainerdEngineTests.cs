using Coaster.Cli.Configure;
using Coaster.Cli.Configure.Changes;
using Coaster.Cli.Configure.Containerd;
using Coaster.GpuModel;
using Coaster.Testing;
using Coaster.Toml;

namespace Coaster.Cli.Tests.Configure;

/// <summary>What containerd says of the result decides.</summary>
public sealed class ContainerdEngineTests : IDisposable
{
    private readonly TempFolder _folder = new TempFolder().Write("config.toml", "version = 2\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Configure_RefusedAfterTheWrite_IsRolledBack() =>
        Fails("containerd says no", path => path == _folder["config.toml"], _ => throw new ContainerdException("containerd says no"));

    [Fact]
    public void Configure_AnotherSettingChangesAfterTheWrite_IsRolledBack() =>
        Fails("sandbox_image would change too", path => path == _folder["config.toml"], Change);

    [Fact]
    public void Configure_AnotherSettingWouldChange_IsRefusedBeforeTheWrite() =>
        Fails("sandbox_image would change too", path => File.ReadAllText(path).Contains("99-coaster", StringComparison.Ordinal), Change);

    [Fact]
    public void Configure_NoCriPlugin_IsRefused() => Fails("no CRI plugin", _ => true, dump => dump.Remove("plugins"));

    [Fact]
    public void Configure_MainFileForItsOwnerAlone_IsOursToo()
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(_folder["config.toml"], own);
        Run(new FakeContainerd(merges: false));
        Assert.Equal(own, File.GetUnixFileMode(_folder["conf.d/99-coaster.toml"]));
        Assert.Equal(own, File.GetUnixFileMode(_folder["config.toml"]));
    }

    private static void Change(TomlTable dump) => CriSection.Of(dump)!["sandbox_image"] = new TomlString("another");

    private void Fails(string word, Func<string, bool> when, Action<TomlTable> wrong)
    {
        var error = Assert.Throws<CoasterException>(() => Run(new WrongContainerd(when, wrong)));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Equal(["config.toml"], _folder.Files());
        Assert.Equal("version = 2\n", File.ReadAllText(_folder["config.toml"]));
    }

    private void Run(IContainerd containerd) => PlanRunner.Run(
        new ContainerdEngine(containerd).Configure(new ConfigureOptions(_folder["config.toml"], "", "", ConfigureCase.Runtime, true, false)), false, TextWriter.Null);
}
