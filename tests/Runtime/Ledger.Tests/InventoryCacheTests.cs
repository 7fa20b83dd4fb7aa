using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Ledger.Tests;

public sealed class InventoryCacheTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HostSettings _settings;
    private readonly InventoryCache _cache;

    public InventoryCacheTests()
    {
        _settings = HostSettings.Default with { StateDirectory = _temp["state"], DriverRoot = "/driver" };
        _cache = new InventoryCache(_settings);
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void TryRead_Written_IsTheInventoryAndRootsAlone()
    {
        _cache.Write(Ledgers.Node, "print");
        Assert.Equal(Ledgers.Node.Gpus.Select(gpu => gpu.Uuid), _cache.TryRead("print")!.Gpus.Select(gpu => gpu.Uuid));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp["state/inventory.json"]));
    }

    [Fact]
    public void TryRead_OtherFingerprintOrDriverRoot_IsNull()
    {
        _cache.Write(Ledgers.Node, "print");
        Assert.Null(_cache.TryRead("another"));
        Assert.Null(new InventoryCache(_settings with { DriverRoot = "/" }).TryRead("print"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"driverRoot":"/driver","fingerprint":"print","inventory":{"v":99}}""")]
    [InlineData("""{"driverRoot":7,"fingerprint":"print"}""")]
    public void TryRead_NoGoodFile_IsNull(string text)
    {
        _temp.Write("state/inventory.json", text);
        Assert.Null(_cache.TryRead("print"));
    }

    [Fact]
    public void TryRead_NoFile_IsNull() => Assert.Null(_cache.TryRead("print"));
}
