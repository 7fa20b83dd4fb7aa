using Coaster.GpuModel;
using Coaster.LiveRoot.Records;
using Coaster.Oci;
using Coaster.Testing;

namespace Coaster.LiveRoot.Tests.Records;

public sealed class InjectionRecordFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Read_Written_IsTheSameAndRootsAlone()
    {
        var record = new InjectionRecord("/r", ["/a", "/b \"c\""], ["/x"], [new DeviceNode("/dev/nvidia0", 195, 0), new DeviceNode("/dev/b", 8, 1, Type: 'b')]);
        InjectionRecordFile.Write(_temp["id"], record);
        var read = InjectionRecordFile.Read(_temp["id"])!;
        Assert.Equal(record.Root, read.Root);
        Assert.Equal(record.Mounts, read.Mounts);
        Assert.Equal(record.Made, read.Made);
        Assert.Equal(record.Devices, read.Devices);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp["id/injected.json"]));
    }

    [Fact]
    public void Read_NoFile_IsNull() => Assert.Null(InjectionRecordFile.Read(_temp["none"]));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"root":"/","mounts":[7],"made":[],"devices":[]}""")]
    [InlineData("""{"root":null,"mounts":[],"made":[],"devices":[]}""")]
    public void Read_Broken_NamesTheFile(string text)
    {
        _temp.Write("id/injected.json", text);
        Assert.Contains(_temp["id/injected.json"], Assert.Throws<CoasterException>(() => InjectionRecordFile.Read(_temp["id"])).Message, StringComparison.Ordinal);
    }
}
