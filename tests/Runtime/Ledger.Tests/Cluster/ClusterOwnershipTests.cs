using System.Text;
using Coaster.GpuModel;
using Coaster.Ledger.Cluster;
using Coaster.Settings;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Ledger.Tests.Cluster;

public sealed class ClusterOwnershipTests : IDisposable
{
    private const string Golden = """{"v":1,"node":"node-1.example","local":["GPU-0","GPU-7"]}""";
    private readonly TempFolder _temp = new();

    private HostSettings Settings => HostSettings.Default with { DataDirectory = _temp["data"] };

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void TryRead_NoFile_IsNoCluster() => Assert.Null(ClusterOwnership.TryRead(Settings));

    [Fact]
    public void Write_Ownership_IsTheGoldenTextAndComesBack()
    {
        var ownership = new ClusterOwnership("node-1.example", ["GPU-0", "GPU-7"]);
        ownership.Write(Settings);
        Assert.Equal(Golden, File.ReadAllText(_temp["data/cluster.json"]));
        Assert.Equal(ownership, ClusterOwnership.TryRead(Settings));
        Assert.Equal(["data/cluster.json"], _temp.Files());
    }

    [Fact]
    public void Write_SameAgain_LeavesTheFile()
    {
        var ownership = new ClusterOwnership("n", []);
        ownership.Write(Settings);
        var before = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_temp["data/cluster.json"], before);
        ownership.Write(Settings);
        Assert.Equal(before, File.GetLastWriteTimeUtc(_temp["data/cluster.json"]));
        (ownership with { Local = ["GPU-1"] }).Write(Settings);
        Assert.Equal(["GPU-1"], ClusterOwnership.TryRead(Settings)!.Local);
    }

    [Fact]
    public void Remove_Written_IsNoClusterAnyMore()
    {
        ClusterOwnership.Remove(Settings);
        new ClusterOwnership("n", []).Write(Settings);
        ClusterOwnership.Remove(Settings);
        Assert.Null(ClusterOwnership.TryRead(Settings));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"v":2,"node":"n","local":[]}""")]
    [InlineData("""{"v":1,"node":"n"}""")]
    [InlineData("""{"v":1,"node":null,"local":[]}""")]
    [InlineData("""{"v":1,"node":"N!","local":[]}""")]
    [InlineData("""{"v":1,"node":"n","local":{}}""")]
    [InlineData("""{"v":1,"node":"n","local":[null]}""")]
    [InlineData("""{"v":1,"node":"n","local":["../x"]}""")]
    [InlineData("""{"v":1.5,"node":"n","local":[]}""")]
    public void TryRead_BrokenFile_IsRefusedByItsName(string text)
    {
        _temp.Write("data/cluster.json", text);
        var error = Assert.Throws<CoasterException>(() => ClusterOwnership.TryRead(Settings));
        Assert.Contains(_temp["data/cluster.json"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_TooLarge_IsRefused()
    {
        _temp.Write("data/cluster.json", Golden + new string(' ', 70_000));
        Assert.Contains("bytes", Assert.Throws<CoasterException>(() => ClusterOwnership.TryRead(Settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_MutatedFile_IsOwnershipOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(Golden).ToArbitrary(), bytes =>
        {
            _temp.Write("data/cluster.json", bytes);
            try
            {
                return Identifiers.IsNodeName(ClusterOwnership.TryRead(Settings)!.Node);
            }
            catch (CoasterException error)
            {
                return error.Message.Length > 0;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Decode_Golden_HasEveryValueInItsPlace()
    {
        _temp.Write("data/cluster.json", Encoding.UTF8.GetBytes(Golden));
        Assert.Equal(new ClusterOwnership("node-1.example", ["GPU-0", "GPU-7"]), ClusterOwnership.TryRead(Settings));
    }
}
