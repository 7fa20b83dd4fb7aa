using System.Text;
using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class PlainFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_000)]
    public void Read_AnySize_IsTheWholeFile(int size)
    {
        var text = new string('x', size);
        _temp.Write("file", text);
        Assert.Equal(text, Encoding.UTF8.GetString(PlainFile.Read(_temp["file"]).Span));
        Assert.Equal(text, PlainFile.ReadText(_temp["file"]));
    }

    [Theory]
    [InlineData("/proc/self/status")]
    [InlineData("/proc/kallsyms")]
    public void TryReadText_FileOfTheKernels_IsAllOfIt(string path) =>
        Assert.Equal(File.ReadLines(path).Count(), PlainFile.TryReadText(path)!.TrimEnd('\n').Split('\n').Length);

    [Theory]
    [InlineData("none")]
    [InlineData("file/below")]
    public void TryRead_NothingThere_IsNull(string path)
    {
        _temp.Write("file", "");
        Assert.Null(PlainFile.TryRead(_temp[path]));
        Assert.Null(PlainFile.TryReadText(_temp[path]));
        Assert.Throws<PosixException>(() => PlainFile.Read(_temp[path]));
        Assert.Throws<PosixException>(() => PlainFile.ReadText(_temp[path]));
    }

    [Fact]
    public void TryRead_Folder_SaysWhatAndWhy()
    {
        Assert.Contains(_temp.Path, Assert.Throws<PosixException>(() => PlainFile.TryRead(_temp.Path)).Message, StringComparison.Ordinal);
        Assert.Null(PlainFile.TryReadText(_temp.Path));
    }
}
