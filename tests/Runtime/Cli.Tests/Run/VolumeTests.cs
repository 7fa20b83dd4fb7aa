using Coaster.Cli.Run;
using Coaster.GpuModel;

namespace Coaster.Cli.Tests.Run;

public sealed class VolumeTests
{
    [Theory]
    [InlineData("/etc:/x", "/etc", "/x", "rw")]
    [InlineData("/etc:/x:ro", "/etc", "/x", "ro")]
    [InlineData("/etc:/x:rw", "/etc", "/x", "rw")]
    [InlineData("/usr/../etc/passwd:/x/y", "/etc/passwd", "/x/y", "rw")]
    public void Parse_Volume_BecomesAMount(string text, string source, string destination, string mode)
    {
        var mount = Volume.Parse(text).ToMount();
        Assert.Equal((source, destination), (mount.Source, mount.Destination));
        Assert.Equal(["rbind", "rprivate", mode], mount.Options);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("/etc")]
    [InlineData(":/x")]
    [InlineData("/etc:")]
    [InlineData("/etc:x")]
    [InlineData("/etc:/")]
    [InlineData("/etc://.")]
    [InlineData("/etc:/a/../b")]
    [InlineData("/etc:/x:z")]
    [InlineData("/etc:/x:ro:y")]
    [InlineData("/no/such/thing:/x")]
    public void Parse_NoVolume_IsRefusedByItsText(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<CoasterException>(() => Volume.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/data", true)]
    [InlineData("/data/x", true)]
    [InlineData("/database", false)]
    [InlineData("/", false)]
    public void Covers_Path_IsBelowTheDestination(string path, bool expected)
    {
        Assert.Equal(expected, new Volume("/s", "/data", false).Covers(path));
        Assert.Equal(expected && path != "/data", new Volume("/s", "/data/", false).Covers(path));
    }
}
