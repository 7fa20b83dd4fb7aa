using System.Text;
using Coaster.Cli.Configure.Changes;
using Coaster.GpuModel;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Configure;

public sealed class PlanRunnerTests : IDisposable
{
    private readonly TempFolder _folder = new TempFolder().Write("old", "old\n").Write("theirs", "theirs\n").Write("busy", "is a file, so that no folder can be");
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void Run_LaterStepFails_PutsBackTheEarlierOnes() => Fails<IOException>(new Plan([.. Steps(), Write("busy/x", "y")], [], "reload", () => { }));

    [Fact]
    public void Run_ResultIsRefused_PutsBackAll() =>
        Fails<CoasterException>(new Plan(Steps(), [], "reload", () => throw new CoasterException("it", "is", "wrong")));

    [Fact]
    public void Run_FileChangedSinceItWasRead_IsRefusedAndKept()
    {
        var change = Write("old", "new\n");
        _folder.Write("old", "somebody's\n");
        Assert.Throws<CoasterException>(() => PlanRunner.Run(new Plan([change], [], "reload", () => { }), false, _output));
        Assert.Equal("somebody's\n", File.ReadAllText(_folder["old"]));
    }

    [Fact]
    public void Run_Steps_PrintsEachAndThenHowToReload()
    {
        PlanRunner.Run(new Plan(Steps(), ["a note"], "reload", () => { }), false, _output);
        Assert.Equal("old\nnew\nlink\ntheirs\na note\nreload\n", _output.ToString());
        Assert.Equal("ours", Symlink.TargetOf(_folder["theirs"]));
    }

    [Fact]
    public void Run_FileBehindALink_IsReplacedAndTheLinkStays()
    {
        _folder.Link("to-old", "old");
        PlanRunner.Run(new Plan([Write("to-old", "new\n")], [], "", () => { }), false, _output);
        Assert.Equal("old", Symlink.TargetOf(_folder["to-old"]));
        Assert.Equal("new\n", File.ReadAllText(_folder["old"]));
    }

    [Fact]
    public void Run_FileWithPermissions_KeepsThem()
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(_folder["old"], own);
        PlanRunner.Run(new Plan([Write("old", "new\n")], [], "", () => { }), false, _output);
        Assert.Equal(own, File.GetUnixFileMode(_folder["old"]));
    }

    [Fact]
    public void Read_FolderOrLargeFile_IsRefused()
    {
        _folder.Write("large", new byte[(1 << 20) + 1]);
        Assert.Throws<CoasterException>(() => ConfigFile.Read(_folder["large"]));
        Assert.Throws<CoasterException>(() => ConfigFile.Read(_folder.Path));
    }

    private void Fails<T>(Plan plan)
        where T : Exception
    {
        Assert.Throws<T>(() => PlanRunner.Run(plan, false, _output));
        Assert.Equal("", _output.ToString());
        Assert.Equal(["busy", "old", "theirs"], _folder.Files());
        Assert.Equal("old\n", File.ReadAllText(_folder["old"]));
        Assert.Equal("theirs\n", File.ReadAllText(_folder["theirs"]));
    }

    private IChange[] Steps() =>
    [
        Write("old", "new\n"),
        Write("new", "x\n"),
        new LinkChange(_folder["link"], "old", "link"),
        new TakeOverChange(_folder["theirs"], "ours", "theirs"),
    ];

    private FileChange Write(string name, string text) => new(ConfigFile.Read(_folder[name]), Encoding.UTF8.GetBytes(text), name);
}
