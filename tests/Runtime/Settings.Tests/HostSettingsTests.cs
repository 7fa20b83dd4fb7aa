using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Testing;

namespace Coaster.Settings.Tests;

public sealed class HostSettingsTests : IDisposable
{
    private const string Config = "COASTER_CONFIG";
    private const string Root = "COASTER_DRIVER_ROOT";
    private readonly (string?, string?) _before = (Environment.GetEnvironmentVariable(Config), Environment.GetEnvironmentVariable(Root));
    private readonly TempFolder _temp = new();

    public HostSettingsTests() => Set(null, null);

    public void Dispose()
    {
        Set(_before.Item1, _before.Item2);
        _temp.Dispose();
    }

    [Fact]
    public void Load_NothingConfigured_IsTheDefault()
    {
        Assert.False(File.Exists("/etc/coaster/config.json"), "this machine has settings of its own");
        Assert.Same(HostSettings.Default, HostSettings.Load());
        Assert.Equal(("/", "/run/coaster"), (HostSettings.Default.DriverRoot, HostSettings.Default.StateDirectory));
        Assert.Equal(["runc", "crun"], HostSettings.Default.Runtimes);
    }

    [Fact]
    public void Load_File_SaysWhatItSaysAndNoMore()
    {
        var settings = Load("""{"stateDirectory":"/run/x","runtimes":["youki"]}""");
        Assert.Equal(("/", "/run/x"), (settings.DriverRoot, settings.StateDirectory));
        Assert.Equal(["youki"], settings.Runtimes);
        Assert.Equal(("/var/lib/coaster", "/data"), (settings.DataDirectory, Load("""{"dataDirectory":"/data"}""").DataDirectory));
        Assert.Equal("/sim", Load("""{"driverRoot":"/sim"}""").DriverRoot);
        Assert.Equal(HostSettings.Default, Load("{}"));
    }

    [Fact]
    public void Load_Requests_ChangeWhatTheyNameAndNoMore()
    {
        var settings = Load("""{"cdiFolders":["/x"],"requests":{"environment":"all","volumeMounts":true,"driverCapabilities":["compute"]}}""");
        Assert.Equal(["/x"], settings.CdiFolders);
        Assert.Equal((EnvironmentRequests.All, true, true), (settings.Requests.Environment, settings.Requests.VolumeMounts, settings.Requests.Requirements));
        Assert.Equal(["compute"], settings.Requests.DriverCapabilities);
        Assert.Equal(EnvironmentRequests.Shares, HostSettings.Default.Requests.Environment);
        Assert.Equal(["A"], Load("""{"requests":{"swarmResources":["A"],"requirements":false}}""").Requests.SwarmResources);
    }

    [Fact]
    public void Load_Enforcement_ChangesWhatItNamesAndNoMore()
    {
        Assert.Equal(new EnforcementPolicy(EnforcementTier.Shim, OverLimit.Kill, 64, true), HostSettings.Default.Enforcement);
        var all = Load("""
            {"libraryDirectory":"/lib","enforcement":{"weakest":"booked","overLimit":"freeze","overLimitMiB":0,"managed":"use"}}
            """);
        Assert.Equal(new EnforcementPolicy(EnforcementTier.Booked, OverLimit.Freeze, 0, false), all.Enforcement);
        Assert.Equal("/lib", all.LibraryDirectory);
        Assert.Equal(EnforcementPolicy.Default with { OverLimit = OverLimit.Warn }, Load("""{"enforcement":{"overLimit":"warn"}}""").Enforcement);
        Assert.Equal(EnforcementPolicy.Default, Load("""{"enforcement":{"weakest":"shim","overLimit":"kill","managed":"full"}}""").Enforcement);
        Assert.EndsWith("/lib", HostSettings.Default.LibraryDirectory, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Oversubscription_IsWithinItsBounds()
    {
        Assert.Equal(ShareBounds.Default, Load("{}").Oversubscription);
        Assert.Equal(new ShareBounds(150, 100), Load("""{"oversubscription":{"corePercent":150}}""").Oversubscription);
        Assert.Equal(new ShareBounds(1000, 400), Load("""{"oversubscription":{"corePercent":1000,"memoryPercent":400}}""").Oversubscription);
        Assert.Equal(ShareBounds.Default, Load("""{"oversubscription":{"corePercent":100,"memoryPercent":100}}""").Oversubscription);
    }

    [Theory]
    [InlineData("watcher", EnforcementTier.Watcher)]
    [InlineData("mps", EnforcementTier.Mps)]
    [InlineData("driver", EnforcementTier.Driver)]
    [InlineData("mig", EnforcementTier.Mig)]
    public void Load_WeakestTier_IsEveryWord(string word, EnforcementTier tier) =>
        Assert.Equal(tier, Load("{\"enforcement\":{\"weakest\":\"" + word + "\"}}").Enforcement.Weakest);

    [Theory]
    [InlineData("/sim", "/sim")]
    [InlineData("/sim/../x/", "/x/")]
    [InlineData("", "/file")]
    public void Load_DriverRootInTheEnv_Wins(string env, string expected)
    {
        _temp.Write("config.json", """{"driverRoot":"/file"}""");
        Set(_temp["config.json"], env);
        Assert.Equal(expected, HostSettings.Load().DriverRoot);
    }

    [Theory]
    [InlineData("""{"driveRoot":"/x"}""", "'driveRoot'")]
    [InlineData("""{"driverRoot":"x"}""", "driverRoot is not an absolute path")]
    [InlineData("""{"driverRoot":null}""", "driverRoot is not an absolute path")]
    [InlineData("""{"driverRoot":7}""", "cannot use the settings")]
    [InlineData("""{"stateDirectory":""}""", "stateDirectory is not an absolute path")]
    [InlineData("""{"dataDirectory":"lib"}""", "dataDirectory is not an absolute path")]
    [InlineData("""{"runtimes":"runc"}""", "cannot use the settings")]
    [InlineData("""{"runtimes":[7]}""", "cannot use the settings")]
    [InlineData("""{"driverRoot":"\ud800"}""", "cannot use the settings")]
    [InlineData("""{"cdiFolders":["x"]}""", "cdiFolders is not an absolute path")]
    [InlineData("""{"requests":{"environment":"some"}}""", "'some'")]
    [InlineData("""{"requests":{"env":"all"}}""", "'requests.env'")]
    [InlineData("""{"requests":{"volumeMounts":"yes"}}""", "cannot use the settings")]
    [InlineData("""{"requests":[]}""", "cannot use the settings")]
    [InlineData("""{"libraryDirectory":"lib"}""", "libraryDirectory is not an absolute path")]
    [InlineData("""{"enforcement":[]}""", "cannot use the settings")]
    [InlineData("""{"enforcement":{"strongest":"mig"}}""", "'enforcement.strongest'")]
    [InlineData("""{"enforcement":{"weakest":"Shim"}}""", "enforcement.weakest is 'Shim'")]
    [InlineData("""{"enforcement":{"weakest":null}}""", "enforcement.weakest is ''")]
    [InlineData("""{"enforcement":{"weakest":1}}""", "cannot use the settings")]
    [InlineData("""{"enforcement":{"overLimit":"shout"}}""", "enforcement.overLimit is 'shout'")]
    [InlineData("""{"enforcement":{"overLimitMiB":-1}}""", "enforcement.overLimitMiB is -1")]
    [InlineData("""{"enforcement":{"overLimitMiB":99999999999}}""", "enforcement.overLimitMiB is 99999999999")]
    [InlineData("""{"enforcement":{"overLimitMiB":0.5}}""", "enforcement.overLimitMiB is 0.5")]
    [InlineData("""{"enforcement":{"overLimitMiB":"64"}}""", "cannot use the settings")]
    [InlineData("""{"enforcement":{"managed":"half"}}""", "enforcement.managed is 'half'")]
    [InlineData("""{"enforcement":{"oversubscribe":{"core":true}}}""", "'enforcement.oversubscribe'")]
    [InlineData("""{"oversubscription":{"corePercent":99}}""", "oversubscription.corePercent is 99, and not a number from 100 to 1000")]
    [InlineData("""{"oversubscription":{"corePercent":1001}}""", "oversubscription.corePercent is 1001, and not a number from 100 to 1000")]
    [InlineData("""{"oversubscription":{"memoryPercent":401}}""", "oversubscription.memoryPercent is 401, and not a number from 100 to 400")]
    [InlineData("""{"oversubscription":{"memoryPercent":150.5}}""", "oversubscription.memoryPercent is 150.5, and not a number from 100 to 400")]
    [InlineData("""{"oversubscription":{"memoryPercent":"150"}}""", "cannot use the settings")]
    [InlineData("""{"oversubscription":{"memory":150}}""", "'oversubscription.memory', and only corePercent, memoryPercent are known there")]
    [InlineData("""{"oversubscription":150}""", "cannot use the settings")]
    [InlineData("[]", "cannot use the settings")]
    [InlineData("", "cannot use the settings")]
    [InlineData("{", "cannot use the settings")]
    public void Load_BrokenFile_IsNamedWithWhatIsWrong(string content, string message)
    {
        var error = Assert.Throws<CoasterException>(() => Load(content));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(_temp["config.json"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NamedFileMissing_IsAFailure()
    {
        Set(_temp["missing.json"], null);
        Assert.Contains(_temp["missing.json"], Assert.Throws<CoasterException>(HostSettings.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderOrHugeFile_IsAFailure()
    {
        Set(_temp.Path, null);
        Assert.Throws<CoasterException>(HostSettings.Load);
        Assert.Contains("bytes", Assert.Throws<CoasterException>(() => Load(new string(' ', (1 << 20) + 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindRuntime_Several_IsTheFirstInstalled()
    {
        Assert.EndsWith("/sh", (HostSettings.Default with { Runtimes = ["no-such-runtime", "sh", "ls"] }).FindRuntime(), StringComparison.Ordinal);
        Assert.Equal("/bin/ls", (HostSettings.Default with { Runtimes = ["/bin/ls"] }).FindRuntime());
        var error = Assert.Throws<CoasterException>(() => (HostSettings.Default with { Runtimes = ["nope", ""] }).FindRuntime());
        Assert.Contains("nope", error.Message, StringComparison.Ordinal);
    }

    private HostSettings Load(string content)
    {
        _temp.Write("config.json", content);
        Set(_temp["config.json"], null);
        return HostSettings.Load();
    }

    private static void Set(string? config, string? root)
    {
        Environment.SetEnvironmentVariable(Config, config);
        Environment.SetEnvironmentVariable(Root, root);
    }
}
