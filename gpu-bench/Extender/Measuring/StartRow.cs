using System.Diagnostics;
using System.Text.Json;
using Coaster.GpuBench.Extender.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>How long the scheduler's start took, beside how long it takes to get the same list of nodes and to read it as JSON.</summary>
internal sealed class StartRow(BenchCluster cluster, CancellationToken interrupted)
{
    private const int Times = 5;

    internal async Task<Row> MeasureAsync()
    {
        Samples start = new(), list = new();
        start.Add(cluster.StartSeconds);
        using var http = new HttpClient { BaseAddress = new Uri(cluster.Api) };
        for (var time = 0; time < Times; time++)
            list.Add(await ListAsync(http));
        return new Row($"start, until ready with {cluster.Nodes.Names.Count} nodes", "s", "getting the nodes, JSON alone", start, list);
    }

    private async Task<double> ListAsync(HttpClient http)
    {
        var started = Stopwatch.GetTimestamp();
        for (var page = 0; page < cluster.Nodes.Pages; page++)
        {
            using var read = JsonDocument.Parse(await http.GetByteArrayAsync($"/api/v1/nodes?limit=500{(page == 0 ? "" : $"&continue={page}")}", interrupted));
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
