using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.PodBookings.Books;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Looking;

/// <summary>
/// Asks the API server for single pods, when the watch has not told of them. All who ask for one pod within a moment share one call, and so many
/// calls at most run at one time.
/// </summary>
internal sealed class PodLookups(PodBookingSettings settings, GenericClient<V1Pod> pods, PodBook book, TimeProvider time) : IDisposable
{
    private const int MaxAtOnce = 16;
    private const int MaxRemembered = 1024;
    private const string AskLater = "Look whether the node reaches the API server; the container is tried again";
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turns = new(MaxAtOnce, MaxAtOnce);
    private readonly Dictionary<(string Namespace, string Name), (Task<LookResult> Task, long Since)> _looks = [];

    public void Dispose() => _turns.Dispose();

    /// <summary>Looks, or waits for who looks already; never longer than the bound.</summary>
    public async Task<LookResult> LookAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var look = Shared(@namespace, name);
        try
        {
            return await look.WaitAsync(settings.LookupBound, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return TooLate();
        }
    }

    private Task<LookResult> Shared(string @namespace, string name)
    {
        lock (_lock)
        {
            if (_looks.TryGetValue((@namespace, name), out var known) && !IsOver(known))
                return known.Task;
            if (_looks.Count >= MaxRemembered)
                foreach (var old in _looks.Where(look => IsOver(look.Value)).Select(look => look.Key).ToList())
                    _looks.Remove(old);
            if (_looks.Count >= MaxRemembered)
                return Task.FromResult(new LookResult("too many pods are asked for at one time", AskLater));
            var task = Task.Run(() => GetAsync(@namespace, name));
            _looks[(@namespace, name)] = (task, time.GetTimestamp());
            return task;
        }
    }

    private bool IsOver((Task<LookResult> Task, long Since) look) => look.Task.IsCompleted && time.GetElapsedTime(look.Since) >= settings.LookupMemory;

    private async Task<LookResult> GetAsync(string @namespace, string name)
    {
        using var bound = new CancellationTokenSource(settings.LookupBound, time);
        try
        {
            await _turns.WaitAsync(bound.Token);
            try
            {
                return await GetAsync(@namespace, name, bound.Token);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return TooLate();
        }
        catch (KubernetesException error)
        {
            return LookResult.Unanswered($"the API server cannot be asked: {error.Message.TrimEnd('.')}", AskLater);
        }
    }

    private async Task<LookResult> GetAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        // Those that were there before the question: one that is made meanwhile is not gone because the answer does not have it.
        var before = book.Pods.Values.Select(entry => entry.Facts.Pod).Where(pod => (pod.Namespace, pod.Name) == (@namespace, name)).ToList();
        try
        {
            var pod = await pods.ReadAsync(@namespace, name, cancellationToken);
            return Take(@namespace, name, pod, before);
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            book.Remove(before.Select(pod => pod.Uid));
            return new LookResult($"there is no pod {@namespace}/{name}", "Make a new pod");
        }
    }

    private LookResult Take(string @namespace, string name, V1Pod pod, IReadOnlyList<PodName> before)
    {
        if (PodReader.Read(pod) is not { } facts || (facts.Pod.Namespace, facts.Pod.Name) != (@namespace, name))
            return new LookResult("the API server answered with something else than the pod", AskLater);
        book.Remove(before.Where(known => known.Uid != facts.Pod.Uid).Select(known => known.Uid));
        if (pod.Spec.NodeName != settings.Node)
            return new LookResult($"the pod {facts.Pod} is not bound to this node", "Let nothing but kubelet make containers of pods");
        book.Take(facts);
        return LookResult.Told;
    }

    private LookResult TooLate() => LookResult.Unanswered($"the API server did not answer within {settings.LookupBound.TotalSeconds} s", AskLater);
}
