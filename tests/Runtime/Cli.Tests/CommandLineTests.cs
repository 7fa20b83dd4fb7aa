using System.CommandLine;
using Coaster.Cli.Ps;
using Coaster.Cli.Run;
using Coaster.GpuModel;

namespace Coaster.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Run_CommandSucceeds_GivesItsExitCode()
    {
        var (code, error) = Run(["go"], () => 42);
        Assert.Equal((42, ""), (code, error));
    }

    [Fact]
    public void Run_OwnFailure_IsOneLineAnd125()
    {
        var (code, error) = Run(["go"], () => throw new CoasterException("cannot go", "no\nroad", "Build one"));
        Assert.Equal((125, "coaster: cannot go: no?road. Build one.\n"), (code, error));
    }

    [Fact]
    public void Run_SystemsFailure_IsOneLineAnd125()
    {
        foreach (var failure in (Exception[])[new IOException("disk gone."), new UnauthorizedAccessException("disk gone")])
        {
            var (code, error) = Run(["go"], () => throw failure);
            Assert.Equal((125, "coaster: the command failed: disk gone. Mend what the system says, and try again.\n"), (code, error));
        }
    }

    [Fact]
    public void Run_NobodysForesight_IsOneLineAnd125()
    {
        var (code, error) = Run(["go"], () => throw new InvalidOperationException("two\nlines"));
        Assert.Equal(
            (125, "coaster: the command failed: InvalidOperationException: two?lines. This is a mistake of ours: please report it with this line.\n"),
            (code, error));
    }

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("go --nope", "--nope")]
    [InlineData("run", "--gpus")]
    [InlineData("run --gpus", "--gpus")]
    [InlineData("ps -o yaml", "yaml")]
    [InlineData("ps too-much", "too-much")]
    public void Run_Misread_NamesTheWordInOneLineAnd125(string line, string word)
    {
        var (code, error) = Run(line.Split(' '), () => 0);
        Assert.Equal(125, code);
        Assert.StartsWith("coaster: cannot read the command line: ", error, StringComparison.Ordinal);
        Assert.Contains(word, error, StringComparison.Ordinal);
        Assert.EndsWith(" --help.\n", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("run --gpus nonsense --rootfs / -- sh")]
    [InlineData("run --gpus mem=4Gi -- @/etc/passwd")]
    [InlineData("run --gpus mem=4Gi --engine rkt image")]
    [InlineData("run --gpus mem=4Gi --engine docker --rootfs / image")]
    [InlineData("run --gpus mem=4Gi --rootfs /no/such/folder -- sh")]
    [InlineData("run --gpus mem=4Gi --rootfs / -v :/x -- sh")]
    [InlineData("run --gpus mem=4Gi --rootfs / --workdir x -- sh")]
    [InlineData("run --gpus mem=4Gi --rootfs /")]
    [InlineData("run --gpus mem=4Gi --engine docker")]
    public void Run_WrongWords_AreRefusedInOneLineBeforeAnythingIsBooked(string line)
    {
        var (code, error) = Run(line.Split(' '), () => 0);
        Assert.Equal(125, code);
        Assert.Matches(@"\Acoaster: [^\n]+: [^\n]+\. [^\n]+\.\n\z", error);
    }

    private static (int Code, string Error) Run(string[] args, Func<int> go)
    {
        var command = new Command("go");
        command.SetAction(_ => go());
        var before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            return (CommandLine.Run(args, new RootCommand { command, RunCommand.Create(), PsCommand.Create() }), error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
