using Coaster.GpuBench.FrontDoors.Engines;
using Coaster.GpuBench.FrontDoors.Load;
using Coaster.GpuBench.FrontDoors.Measuring;
using Coaster.GpuBench.FrontDoors.Report;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors;

/// <summary>The whole run: sets everything up, measures, reports, and leaves nothing behind.</summary>
internal sealed class Benchmark(BenchOptions options, CancellationToken interrupted)
{
    /// <summary>Runs it.</summary>
    /// <returns>Whether no container was lost.</returns>
    /// <exception cref="IOException">Something failed.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    internal async Task<bool> RunAsync()
    {
        using var site = new Site(options.Programs);
        using var engines = new EngineSet();
        var machine = MachineFacts.Read();
        engines.Add(options.Engines, site, interrupted);
        Announce(machine, site, engines);
        if (engines.Doors.Count == 0)
            throw new IOException("no door can be measured; install an engine, or see why it is skipped");
        var doors = new Measurement(new Trial(site.Recorder), interrupted).Measure(engines.Doors, options.Rounds);
        Console.Write(ResultTable.Of(doors));
        var loads = await LoadAsync(site, engines);
        ResultFile.Write(options.Output, machine, options.Rounds, json => ResultJson.Write(json, engines, doors, loads));
        return loads.All(load => load.Succeeded == load.Started);
    }

    private void Announce(MachineFacts machine, Site site, EngineSet engines)
    {
        Console.Error.WriteLine($"""
            Starting a container with {Site.Gpus} simulated GPUs: {options.Rounds} rounds after {Measurement.WarmUp} of warm-up, all variants in turns
            {machine.Line}; {string.Join("; ", engines.Versions)}
            everything on a tmpfs: {site.Root}
            """);
        foreach (var (name, reason) in engines.Skipped)
            Console.Error.WriteLine($"{name} is skipped: {reason}");
    }

    private async Task<IReadOnlyList<LoadResult>> LoadAsync(Site site, EngineSet engines)
    {
        var results = new List<LoadResult>();
        if (options.Load == 0 || !engines.HasDocker)
            return results;
        foreach (var kind in DockerEngine.Loads)
        {
            Console.Error.WriteLine($"  {options.Load} containers, {LoadTest.AtATime} at a time: {kind.Name}");
            results.Add(await new LoadTest(site, interrupted).RunAsync(kind, options.Load));
        }

        Console.Write(ResultTable.Of(results));
        return results;
    }
}
