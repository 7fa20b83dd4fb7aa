using System.Text.Json.Nodes;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Cdi;

/// <summary>The program itself, as a shell sees it.</summary>
public sealed class CdiCommandTests
{
    private const string Theirs = "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: [{name: '0', containerEdits: {env: [THEIRS=0]}}]}";

    [RootFact]
    public void Generate_TwoGpus_WritesBothKindsAndListFindsThem()
    {
        using var machine = new CdiMachine();
        var lines = machine.Coaster("cdi", "generate").MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Matches($"^{machine["run/ten.ai-gpu.json"]}: ten.ai/gpu=0, ten.ai/gpu=GPU-[-0-9a-f]+, ten.ai/gpu=1, ten.ai/gpu=GPU-[-0-9a-f]+, ten.ai/gpu=all$", lines[0]);
        var spec = JsonNode.Parse(File.ReadAllText(machine["run/nvidia.com-gpu.json"]))!;
        Assert.Equal(("0.5.0", "nvidia.com/gpu"), ((string?)spec["cdiVersion"], (string?)spec["kind"]));
        Assert.Equal([machine["bin/coaster-runtime"]], spec["containerEdits"]!["hooks"]!.AsArray().Select(hook => (string?)hook!["path"]).Distinct());
        Assert.Contains($"COASTER_CONFIG={machine["config.json"]}", spec["containerEdits"]!["hooks"]![0]!["env"]!.AsArray().Select(variable => (string?)variable));
        var list = machine.Coaster("cdi", "list", "-o", "json").MustSucceed();
        var devices = JsonNode.Parse(list.Output)!["devices"]!.AsArray();
        Assert.Equal((10, ""), (devices.Count, list.Error));
        Assert.Equal(("nvidia.com/gpu=0", machine["run/nvidia.com-gpu.json"]), ((string?)devices[0]!["name"], (string?)devices[0]!["file"]));
    }

    [RootFact]
    public void Generate_MigDevices_AreNamedByBothTheirNames()
    {
        using var machine = new CdiMachine("h200:1", mig: true);
        var line = machine.Coaster("cdi", "generate", "--kind", "ten.ai/gpu").MustSucceed().Output;
        Assert.Matches("ten.ai/gpu=0:0, ten.ai/gpu=MIG-[-0-9a-f]+, .*ten.ai/gpu=all\n$", line);
        Assert.DoesNotContain("ten.ai/gpu=0,", line, StringComparison.Ordinal);
        Assert.Equal(["run/ten.ai-gpu.json"], machine.Specs);
    }

    [RootFact]
    public void Generate_NodeOfACluster_OffersOnlyItsOwnGpus()
    {
        using var machine = new CdiMachine();
        machine.Join(1);
        var line = machine.Coaster("cdi", "generate", "--kind", "ten.ai/gpu").MustSucceed().Output;
        Assert.Matches("ten.ai-gpu.json: ten.ai/gpu=1, ten.ai/gpu=GPU-[-0-9a-f]+, ten.ai/gpu=all\n$", line);
        machine.Join();
        machine.Coaster("cdi", "generate").MustSucceed();
        Assert.Empty(machine.Specs);
    }

    [RootFact]
    public void Generate_NobodyKnowsWhoseTheGpusAre_IsRefused()
    {
        using var machine = new CdiMachine();
        machine.Write("data/cluster.json", "{");
        var run = machine.Coaster("cdi", "generate");
        Assert.Equal((125, true), (run.ExitCode, run.Error.Contains(machine["data/cluster.json"], StringComparison.Ordinal)));
        Assert.Empty(machine.Specs);
    }

    [RootFact]
    public void Generate_ToStandardOutput_PrintsOneAndWritesNone()
    {
        using var machine = new CdiMachine();
        var run = machine.Coaster("cdi", "generate", "--output", "-", "--kind", "nvidia.com/gpu", "--capabilities", "utility").MustSucceed();
        Assert.Equal("nvidia.com/gpu", (string?)JsonNode.Parse(run.Output)!["kind"]);
        Assert.DoesNotContain("libcuda.so", run.Output, StringComparison.Ordinal);
        Assert.Empty(machine.Specs);
    }

    [RootFact]
    public void Generate_NvidiasSpec_IsLeftThenReplacedThenGivenBack()
    {
        using var machine = new CdiMachine();
        machine.Write("etc/nvidia.yaml", Theirs);
        var left = machine.Coaster("cdi", "generate").MustSucceed();
        Assert.Contains("--replace-nvidia", left.Error, StringComparison.Ordinal);
        Assert.Equal(["etc/nvidia.yaml", "run/ten.ai-gpu.json"], machine.Specs);
        Assert.Equal(125, machine.Coaster("cdi", "generate", "--kind", "nvidia.com/gpu").ExitCode);

        Assert.StartsWith($"{machine["etc/nvidia.yaml"]}: moved aside\n", machine.Coaster("cdi", "generate", "--replace-nvidia").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(["etc/nvidia.yaml.coaster-saved", "run/nvidia.com-gpu.json", "run/ten.ai-gpu.json"], machine.Specs);

        Assert.Contains($"{machine["etc/nvidia.yaml"]}: moved back\n", machine.Coaster("cdi", "generate", "--remove").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(["etc/nvidia.yaml"], machine.Specs);
        Assert.Equal("", machine.Coaster("cdi", "generate", "--remove").MustSucceed().Output);
    }

    [RootFact]
    public void Generate_EverythingHeld_RemovesTheFiles()
    {
        using var machine = new CdiMachine("h200:1");
        machine.Coaster("cdi", "generate").MustSucceed();
        machine.Book("mem=1Gi");
        Assert.Contains("removed, because no GPU is free", machine.Coaster("cdi", "generate").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Empty(machine.Specs);
    }

    [RootFact]
    public void List_BadFile_IsNamedOnTheErrorOutput()
    {
        using var machine = new CdiMachine();
        machine.Write("etc/a.yaml", Theirs);
        machine.Write("etc/b.yaml", "kind: [");
        var run = machine.Coaster("cdi", "list").MustSucceed();
        Assert.Contains("nvidia.com/gpu=0", run.Output, StringComparison.Ordinal);
        Assert.StartsWith($"coaster: cannot use {machine["etc/b.yaml"]}: it is not valid YAML", run.Error, StringComparison.Ordinal);
    }

    [RootFact]
    public void List_NothingThere_ExitsWithOne()
    {
        using var machine = new CdiMachine("t4:1");
        var run = machine.Coaster("cdi", "list");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("coaster cdi generate", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generate --kind amd.com/gpu")]
    [InlineData("generate --capabilities nonsense")]
    [InlineData("generate --replace-nvidia --remove")]
    [InlineData("watch --output -")]
    [InlineData("list -o yaml")]
    public void Cdi_WrongWords_ExitWith125AndOneLine(string words)
    {
        var run = ProgramRun.Coaster(["cdi", .. words.Split(' ')]);
        Assert.Equal(125, run.ExitCode);
        Assert.Matches(@"\Acoaster: [^\n]+\n\z", run.Error);
    }

    [RootFact]
    public void Watch_Interrupted_ExitsWithZero()
    {
        using var machine = new CdiMachine("t4:1");
        var run = ProgramRun.Run(
            "timeout",
            ["--preserve-status", "-s", "TERM", "6", Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "coaster.dll"), "cdi", "watch", "--output", machine["run"]],
            ("COASTER_DRIVER_ROOT", machine.Settings.DriverRoot),
            ("COASTER_CONFIG", machine["config.json"]),
            ("PATH", machine["bin"]));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("ten.ai/gpu=all", run.Output, StringComparison.Ordinal);
    }
}
