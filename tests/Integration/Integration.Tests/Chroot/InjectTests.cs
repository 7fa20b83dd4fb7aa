using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Chroot;

/// <summary><c>coaster inject</c> and a real chroot.</summary>
public sealed class InjectTests(TestMachine machine) : IClassFixture<TestMachine>
{
    [Fact]
    public void Inject_Gpus_AreInTheRootUntilTheyAreRemoved()
    {
        var before = machine.Root.Fingerprint();
        machine.Coaster("inject", "--root", machine.Root.Path, "--gpus", "device=1,3").MustSucceed();
        // There are no device rules outside containers: only what is there counts.
        Assert.Equal(Inside.Expected(1, 3) with { Opens = "" }, Look() with { Opens = "" });
        Assert.StartsWith("chroot-", Assert.Single(Bookings.Names(machine)));

        machine.Coaster("inject", "--root", machine.Root.Path, "--remove").MustSucceed();
        Assert.Equal(Kinds(before), Kinds(machine.Root.Fingerprint()));
        machine.Coaster("inject", "--root", machine.Root.Path, "--remove").MustSucceed();
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Inject_Twice_IsRefusedAndTheFirstStays()
    {
        machine.Coaster("inject", "--root", machine.Root.Path, "--gpus", "mem=1Gi").MustSucceed();
        var second = machine.Coaster("inject", "--root", machine.Root.Path + "/.", "--gpus", "1");
        Assert.Equal(125, second.ExitCode);
        Assert.Contains("in it already", second.Error);
        Assert.Single(Bookings.Of(machine));
        machine.Coaster("inject", "--root", machine.Root.Path, "--remove").MustSucceed();
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Inject_SomethingInTheWay_IsRefusedAndTakenBack()
    {
        var root = machine.Folder("in-the-way");
        Directory.CreateDirectory(Path.Combine(root, "dev"));
        File.WriteAllText(Path.Combine(root, "dev/nvidia0"), "mine");
        var run = machine.Coaster("inject", "--root", root, "--gpus", "device=0");
        Assert.Equal(125, run.ExitCode);
        Assert.Contains("/dev/nvidia0", run.Error);
        Assert.Equal(["dev", "dev/nvidia0"], Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories).Select(path => path[(root.Length + 1)..]));
        Bookings.AssertNothingLeft(machine);
    }

    [Theory]
    [InlineData("/", "own root")]
    [InlineData("/no/such/folder", "no folder")]
    public void Inject_NoRootForIt_IsRefused(string root, string expected)
    {
        var run = machine.Coaster("inject", "--root", root, "--gpus", "1");
        Assert.Equal(125, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    private Inside Look() => Inside.Read(ProgramRun.Run(
        "chroot", [machine.Root.Path, "/bin/sh", "-c", $"mount -t proc none /proc; {Inside.Script}\numount /proc; rm -f /dev/tried* /dev/null"]).MustSucceed());

    /// <summary>Without the times, which a file that came and went changes in the folder above.</summary>
    private static IEnumerable<string> Kinds(string fingerprint) => fingerprint.Split('\n').Select(line => string.Join(' ', line.Split(' ').SkipLast(1)));
}
