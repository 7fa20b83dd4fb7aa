using Coaster.Cdi.Reading;

namespace Coaster.Cdi.Tests.Reading;

/// <summary>
/// The golden files: <c>good/CASE/spec.*</c> beside the edits of all of its devices, <c>bad/CASE.*</c> beside what is wrong with it. The cases
/// are those of the reference library's own tests, made again by hand, and the forms of YAML.
/// </summary>
public sealed class GoldenSpecTests
{
    public static TheoryData<string> Good =>
        [.. Directory.GetDirectories(Path.Combine(GoldenFiles.Root, "good")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Bad =>
        [.. Directory.GetFiles(Path.Combine(GoldenFiles.Root, "bad")).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Good))]
    public void Resolve_GoodSpec_IsTheGoldenEdits(string name)
    {
        var registry = CdiRegistry.Load([Path.Combine(GoldenFiles.Root, "good", name)]);
        Assert.Empty(registry.Problems);
        GoldenFiles.Check(GoldenFiles.Text(registry.Resolve(registry.Devices.Select(device => device.Name.ToString()))), "good", name, "expected.txt");
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_BadSpec_SaysWhatIsWrong(string name)
    {
        var error = Assert.Throws<CdiSpecException>(() => SpecFile.Read(Path.Combine(GoldenFiles.Root, "bad", name)));
        // A beginning: how the parsers themselves put it may change with them.
        Assert.StartsWith(GoldenFiles.Read("bad", Path.ChangeExtension(name, ".txt")).TrimEnd(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoRegularFile_SaysSo()
    {
        using var folders = new Folders();
        Testing.Shell.Run("mkfifo", folders["etc/pipe.json"]);
        Directory.CreateDirectory(folders["etc/folder.json"]);
        File.CreateSymbolicLink(folders["etc/link.yaml"], "/no/such/file");
        Assert.All((string[])["pipe.json", "folder.json", "link.yaml"], name =>
            Assert.Contains("regular file", Assert.Throws<CdiSpecException>(() => SpecFile.Read(folders["etc/" + name])).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_TooLarge_SaysSo()
    {
        using var folders = new Folders();
        folders.Write("etc/a.json", new string(' ', (16 << 20) + 1));
        Assert.Contains("16777216 bytes", Assert.Throws<CdiSpecException>(() => SpecFile.Read(folders["etc/a.json"])).Message, StringComparison.Ordinal);
    }
}
