using System.Text.Json.Nodes;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Gpus;

/// <summary>The program itself, as a shell sees it.</summary>
public sealed class GpusCommandTests
{
    [Fact]
    public void Gpus_AsJson_IsWhatScriptsRelyOn()
    {
        using var driver = new SimulatedDriver("h200:1", mig: true);
        var json = JsonNode.Parse(driver.Coaster("gpus", "-o", "json").MustSucceed().Output)!;
        Assert.Equal("12.8", (string?)json["cudaVersion"]);
        var gpu = Assert.Single(json["gpus"]!.AsArray())!;
        Assert.Equal(("enabled", "healthy", 143165), ((string?)gpu["migMode"], (string?)gpu["health"], (int?)gpu["memoryMiB"]));
        Assert.Equal(["uuid", "profile", "memoryMiB", "gi", "ci"], gpu["mig"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public void Gpus_NoDriver_ExitsWithOneAndOneLine()
    {
        using var folder = new TempFolder();
        var run = ProgramRun.Coaster(["gpus"], ("COASTER_DRIVER_ROOT", folder.Path));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("coaster: cannot read the GPUs: ", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Gpus_UnknownFormat_ExitsWith125() => Assert.Equal(125, ProgramRun.Coaster(["gpus", "-o", "yaml"]).ExitCode);

    [Fact]
    public void Gpus_WatchInterrupted_ExitsWithZero()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var process = ProgramRun.StartCoaster(["gpus", "--watch"], ("COASTER_DRIVER_ROOT", driver.Root));
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("Tesla T4", StringComparison.Ordinal))
        {
        }

        // Not SIGINT: where the tests run in the background of a shell, every program that they start ignores it.
        Shell.Run("kill", "-TERM", $"{process.Id}");
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
