namespace Coaster.Runtime.Tests;

public sealed class RuntimeArgumentsTests
{
    public static TheoryData<string, string?, string, string?, string?> Lines => new()
    {
        { "", null, ".", null, null },
        { "--version", null, ".", null, null },
        { "create c1", "create", ".", "c1", null },
        { "create --bundle /b c1", "create", "/b", "c1", null },
        { "create --bundle=/b c1", "create", "/b", "c1", null },
        { "create -b /b c1", "create", "/b", "c1", null },
        { "create -b=/b c1", "create", "/b", "c1", null },
        { "create -bundle /b c1", "create", "/b", "c1", null },
        { "create --bundle=/a=b c1", "create", "/a=b", "c1", null },
        { "create --bundle= c1", "create", ".", "c1", null },
        { "create c1 --bundle /b", "create", "/b", "c1", null },
        { "create --bundle /b -- c1", "create", "/b", "c1", null },
        { "create --bundle /b -- --c1", "create", "/b", "--c1", null },
        { "run --bundle /run/coaster/containers/web web", "run", "/run/coaster/containers/web", "web", null },
        { "run -d --no-pivot --no-new-keyring --keep --no-subreaper --preserve-fds 3 -b /b c1", "run", "/b", "c1", null },
        { "restore --bundle /b c1", "restore", "/b", "c1", null },
        // dockerd and containerd's shim
        {
            "--root /run/runc/moby --log /b/log.json --log-format json --systemd-cgroup create --bundle /b --pid-file /b/init.pid --console-socket /t/pty.sock c1",
            "create", "/b", "c1", "/b/log.json"
        },
        { "--root=/run/runc --log=/l.json --log-format=json create --bundle=/b --pid-file=/p c1", "create", "/b", "c1", "/l.json" },
        // podman's conmon with crun
        {
            "--cgroup-manager=systemd --log-level error create --bundle /b --pid-file /b/pidfile --preserve-fds 2 c1",
            "create", "/b", "c1", null
        },
        { "--rootless true --criu /usr/sbin/criu --debug create --pidfd-socket /s c1", "create", ".", "c1", null },
        { "create -f other.json c1", "create", ".", "c1", null },
        { "--log= create c1", "create", ".", "c1", null },
        { "exec --cwd /x c1 create run", "exec", ".", "/x", null },
        { "start c1", "start", ".", "c1", null },
        { "state c1", "state", ".", "c1", null },
        { "kill --all c1 9", "kill", ".", "c1", null },
        { "delete --force c1", "delete", ".", "c1", null },
        { "spec --bundle /b", "spec", "/b", null, null },
        { "list -q", "list", ".", null, null },
        { "create", "create", ".", null, null },
        { "create --bundle", "create", ".", null, null },
        { "--root", null, ".", null, null },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_Line_IsReadAsTheRuntimeDoes(string line, string? verb, string bundle, string? id, string? log) =>
        Assert.Equal(new RuntimeArguments(verb, bundle, id, log), Parse(line));

    [Theory]
    [InlineData("create", true)]
    [InlineData("run", true)]
    [InlineData("restore", true)]
    [InlineData("start", false)]
    [InlineData("state", false)]
    [InlineData("kill", false)]
    [InlineData("delete", false)]
    [InlineData("exec", false)]
    [InlineData("list", false)]
    [InlineData("ps", false)]
    [InlineData("pause", false)]
    [InlineData("resume", false)]
    [InlineData("events", false)]
    [InlineData("update", false)]
    [InlineData("checkpoint", false)]
    [InlineData("features", false)]
    [InlineData("spec", false)]
    [InlineData("help", false)]
    [InlineData("Create", false)]
    public void Creates_Verb_IsOneThatMakesAContainer(string verb, bool expected) =>
        Assert.Equal(expected, Parse($"--log /l {verb} --bundle /b c1").Creates);

    [Fact]
    public void Creates_NoId_IsLeftToTheRuntimeToRefuse() => Assert.False(Parse("create --bundle /b").Creates);

    [Fact]
    public void Creates_VerbAsAnOptionsValue_IsNotTheVerb()
    {
        Assert.False(Parse("--root create state c1").Creates);
        Assert.False(Parse("--log run list").Creates);
    }

    private static RuntimeArguments Parse(string line) => RuntimeArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
