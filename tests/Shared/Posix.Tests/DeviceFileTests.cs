using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class DeviceFileTests
{
    [Theory]
    [InlineData("/dev/null", 1, 3)]
    [InlineData("/dev/full", 1, 7)]
    public void At_CharacterDevice_HasItsNumbers(string path, int major, int minor) =>
        Assert.Equal(new DeviceFile('c', major, minor), DeviceFile.At(path));

    [Fact]
    public void At_Fifo_IsOne()
    {
        using var folder = new TempFolder();
        Shell.Run("mkfifo", folder["pipe"]);
        Assert.Equal(new DeviceFile('p', 0, 0), DeviceFile.At(folder["pipe"]));
    }

    [Fact]
    public void At_NoDevice_IsNull()
    {
        using var folder = new TempFolder();
        folder.Write("file", "x").Link("link", "/dev/null");
        Assert.All((string[])["file", "link", "missing", "."], name => Assert.Null(DeviceFile.At(folder[name])));
        Assert.Null(DeviceFile.At(""));
    }
}
