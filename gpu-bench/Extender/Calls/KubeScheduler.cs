using System.Diagnostics;
using Coaster.GpuBench.Extender.Pods;

namespace Coaster.GpuBench.Extender.Calls;

/// <summary>kube-scheduler's part: nodes are chosen for one pod after the other, and pods are bound meanwhile, several at a time.</summary>
/// <param name="calls">The extender.</param>
/// <param name="sample">Which nodes are asked about.</param>
/// <param name="next">Gives the next pod.</param>
/// <param name="bound">Told each pod that was bound.</param>
/// <param name="left">Told each that was not.</param>
internal sealed class KubeScheduler(ExtenderCalls calls, NodeSample sample, Func<BenchPod> next, Action<BenchPod> bound, Action<BenchPod> left)
{
    private const int MostBinds = 16;

    /// <summary>Places so many pods, and gives how long all of it took.</summary>
    internal async Task<TimeSpan> PlaceAsync(int pods, CycleTimes times)
    {
        using var slots = new SemaphoreSlim(MostBinds);
        var binds = new List<Task<BindResult>>();
        var started = Stopwatch.GetTimestamp();
        for (var placed = 0; placed < pods; placed++)
        {
            var pod = next();
            if (await ChooseAsync(pod, times) is { } node)
            {
                await slots.WaitAsync();
                binds.Add(BindAsync(pod, node, slots));
            }
            else
            {
                left(pod);
                times.WithoutRoom++;
            }
        }

        var results = await Task.WhenAll(binds);
        var took = Stopwatch.GetElapsedTime(started);
        foreach (var result in results)
            times.Add(result);
        return took;
    }

    /// <summary>The node for a pod; null where none has room. Of one alone nobody asks how good it is.</summary>
    private async Task<string?> ChooseAsync(BenchPod pod, CycleTimes times)
    {
        var (filtered, filter) = await TimedAsync("/filter", Questions.Args(pod, sample.Next()));
        times.Filter.Add(filter);
        var fitting = Answers.Fitting(filtered);
        if (fitting.Count <= 1)
            return fitting.SingleOrDefault();
        var (scored, prioritize) = await TimedAsync("/prioritize", Questions.Args(pod, fitting));
        times.Prioritize.Add(prioritize);
        return Answers.Best(scored);
    }

    private async Task<BindResult> BindAsync(BenchPod pod, string node, SemaphoreSlim slots)
    {
        try
        {
            var (answer, took) = await TimedAsync("/bind", Questions.Binding(pod, node));
            var result = new BindResult(took, Answers.Refusal(answer));
            (result.Refusal.Length == 0 ? bound : left)(pod);
            return result;
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<(byte[] Answer, double Milliseconds)> TimedAsync(string verb, byte[] question)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await calls.PostAsync(verb, question);
        return (answer, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
