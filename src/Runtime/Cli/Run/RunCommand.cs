using System.CommandLine;

namespace Coaster.Cli.Run;

/// <summary><c>coaster run</c>: a container on a part of a GPU, in the foreground.</summary>
internal static class RunCommand
{
    private static readonly Option<string> Gpus = new("--gpus")
    {
        Description = "What to book: all | 2 | device=0,1 | mem=4Gi | mem=4Gi,core=30 | block=25 | model=H200,mem=8Gi",
        HelpName = "SPEC",
        Required = true,
    };

    private static readonly Option<string?> Rootfs = new("--rootfs") { Description = "Run in this root folder, with runc", HelpName = "DIR" };

    private static readonly Option<string?> Engine = new("--engine") { Description = "Run an image of this engine: docker", HelpName = "ENGINE" };

    private static readonly Option<bool> Persist = new("--persist")
    {
        Description = "Write through to the root folder; without it the folder stays as it is",
    };

    private static readonly Option<string?> Name = new("--name") { Description = "The container's name", HelpName = "NAME" };

    private static readonly Option<bool> Remove = new("--rm")
    {
        Description = "Remove the container when it ends (with --rootfs that is always so)",
    };

    private static readonly Option<bool> Terminal = new("--tty", "-t") { Description = "Give the container a terminal" };

    private static readonly Option<bool> Interactive = new("--interactive", "-i") { Description = "Keep standard input open (with --rootfs it always is)" };

    private static readonly Option<string?> Workdir = new("--workdir", "-w") { Description = "The folder to start in", HelpName = "DIR" };

    private static readonly Option<string> Network = new("--network")
    {
        Description = "host or none; with an engine, its own",
        DefaultValueFactory = _ => "host",
        HelpName = "NET",
    };

    private static readonly Option<string[]> Env = new("--env", "-e") { Description = "A variable, NAME=VALUE, or NAME to hand ours on", HelpName = "VAR" };

    private static readonly Option<string[]> Volumes = new("--volume", "-v") { Description = "A file or folder to show, SRC:DST[:ro]", HelpName = "VOL" };

    private static readonly Argument<string[]> Words = new("command")
    {
        Description = "With --engine the image first; then, after --, the command",
        HelpName = "[IMAGE] -- CMD",
    };

    internal static Command Create()
    {
        var command = new Command("run", "Run a container on the GPUs, or the part of one, that --gpus asks for.");
        Option[] options = [Gpus, Rootfs, Engine, Persist, Name, Remove, Terminal, Interactive, Workdir, Network, Env, Volumes];
        foreach (var option in options)
            command.Options.Add(option);
        Network.AcceptOnlyFromAmong("host", "none");
        command.Arguments.Add(Words);
        command.SetAction(result => ContainerRun.Start(Read(result)));
        return command;
    }

    private static RunOptions Read(ParseResult result) => new(
        result.GetRequiredValue(Gpus),
        result.GetValue(Rootfs),
        result.GetValue(Engine),
        result.GetValue(Persist),
        result.GetValue(Name),
        result.GetValue(Remove),
        result.GetValue(Terminal),
        result.GetValue(Interactive),
        result.GetValue(Workdir),
        result.GetValue(Network) == "none",
        result.GetValue(Env) ?? [],
        result.GetValue(Volumes) ?? [],
        result.GetValue(Words) ?? []);
}
