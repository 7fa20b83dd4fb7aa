using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Runtime.Creation;
using Coaster.Testing;

namespace Coaster.Runtime.Tests.Creation;

public sealed class BundleFileTests : IDisposable
{
    private static readonly ContainerEdits Edits = new([], [], ["A=b"]);
    private readonly TempFolder _temp = new();
    private readonly BundleFile _file;

    public BundleFileTests() => _file = new BundleFile(_temp.Path);

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    public void Write_Edits_KeepsTheModeAndLeavesNothingBeside(UnixFileMode mode)
    {
        _temp.Write("config.json", """{"process":{"env":["C=d"]},"x":1.50}""");
        File.SetUnixFileMode(_temp["config.json"], mode);
        _file.Write(_file.Read(), Edits);
        Assert.Equal("""{"process":{"env":["C=d","A=b"]},"x":1.50}""", File.ReadAllText(_temp["config.json"]));
        Assert.Equal(mode, File.GetUnixFileMode(_temp["config.json"]));
        Assert.Equal(["config.json"], _temp.Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":1,}")]
    public void Read_Broken_IsRefusedAndUntouched(string content)
    {
        _temp.Write("config.json", content);
        var error = Assert.Throws<CoasterException>(_file.Read);
        Assert.StartsWith($"cannot use {_temp["config.json"]}", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(_temp["config.json"]));
    }

    [Theory]
    [InlineData("""{"process":{"env":{}}}""")]
    [InlineData("""{"process":{"env":["\ud800"]}}""")]
    [InlineData("""{"process":{},"annotations":{"a":"\ud800"}}""")]
    public void Write_WrongShape_IsRefusedAndUntouched(string content)
    {
        _temp.Write("config.json", content);
        Assert.Throws<CoasterException>(() => _file.Write(_file.Read(), Edits));
        Assert.Equal(content, File.ReadAllText(_temp["config.json"]));
        Assert.Equal(["config.json"], _temp.Files());
    }

    [Fact]
    public void Read_MissingOrFolder_SaysWhich()
    {
        Assert.Contains(_temp["config.json"], Assert.Throws<CoasterException>(_file.Read).Message, StringComparison.Ordinal);
        _temp.Folder("config.json");
        Assert.Throws<CoasterException>(_file.Read);
    }

    [Theory]
    [InlineData("rootfs", "BUNDLE/rootfs")]
    [InlineData("/var/lib/docker/merged", "/var/lib/docker/merged")]
    public void RootOf_Path_IsRelativeToTheBundle(string path, string expected)
    {
        _temp.Write("config.json", $$$"""{"root":{"path":"{{{path}}}"}}""");
        Assert.Equal(expected.Replace("BUNDLE", _temp.Path, StringComparison.Ordinal), _file.RootOf(_file.Read()));
    }
}
