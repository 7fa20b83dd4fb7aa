using Coaster.Kubelet.Ports;
using Coaster.KubeletApi;

namespace Coaster.Kubelet.Allocation;

/// <summary>Whom kubelet may mean: its requests name no pod.</summary>
internal sealed class Candidates(IBookedContainers booked, KubeletLists lists, AllocationBook book, KubeletTimings timings, TimeProvider time)
{
    private const int MaxLooks = 8;

    /// <summary>Before kubelet can ask: the pods that it has by now were admitted or refused without us.</summary>
    public Task MeetAsync(CancellationToken cancellationToken) => lists.TryMeetAsync(timings.ListBound, cancellationToken);

    /// <summary>
    /// The containers that kubelet may be asking for, those first that it most likely is. Kubelet's list tells: it has a pod in it before it admits the
    /// pod, and admits one after the other, so that it is one that is listed without devices. Those that it refused are listed so too, and that they
    /// failed is told late; it knew them before the one that it asks for.
    /// </summary>
    public async Task<IReadOnlyList<BookedPodContainer>> ForAsync(string resource, int size, CancellationToken cancellationToken)
    {
        if (await lists.TryListAsync(timings.ListBound, cancellationToken) is not { } listed)
            return Own(resource, size);
        var pods = listed.ToLookup(pod => (pod.Namespace, pod.Pod));
        await LookAsync([.. Strangers(listed, resource).Concat(Doubtful(Own(resource, size), pods)).Distinct().Take(MaxLooks)], cancellationToken);
        var own = Own(resource, size);
        var waiting = own.FindAll(container => IsWaiting(container.Name, resource, [.. pods[(container.Name.Namespace, container.Name.Pod)]]));
        return waiting.Count > 0 ? NewestFirst(waiting) : own;
    }

    /// <summary>Containers of one pod stay in their order, which is the one that kubelet asks in.</summary>
    private List<BookedPodContainer> NewestFirst(List<BookedPodContainer> waiting) =>
        [.. waiting.OrderByDescending(container => book.ListedSince(container.Name)).ThenByDescending(container => container.Created)];

    /// <summary>Kubelet does not list init containers in all versions: one of a pod that has nothing yet may be meant as well.</summary>
    private static bool IsWaiting(PodContainerName container, string resource, List<PodHoldings> pod)
    {
        var own = pod.FindAll(listed => listed.Container == container.Container);
        return own.Count > 0 ? own.Exists(listed => !Has(listed, resource)) : pod.Count > 0 && !pod.Exists(listed => Has(listed, resource));
    }

    private static bool Has(PodHoldings listed, string resource) => listed.Resources.Contains(resource);

    private List<BookedPodContainer> Own(string resource, int size) =>
        [.. booked.Of(resource).Where(container => !container.IsFinished && container.Devices.Total == size && !book.Has(container.Name, resource))];

    /// <summary>
    /// Pods that are here before their watch has brought them, the newest first. They come before those that are doubtful, which a kubelet that lost its
    /// books has any number of.
    /// </summary>
    private IEnumerable<(string Namespace, string Pod)> Strangers(IReadOnlyList<PodHoldings> listed, string resource) =>
        listed.Where(pod => !Has(pod, resource) && !booked.Knows(pod.Namespace, pod.Pod))
            .OrderByDescending(pod => book.ListedSince(new PodContainerName(pod.Namespace, pod.Pod, pod.Container)))
            .Select(pod => (pod.Namespace, pod.Pod));

    /// <summary>
    /// Kubelet asks for a pod as soon as it lists it. One that was listed before and has nothing was refused, or another one has its name now, as those of
    /// a StatefulSet do: the watch may not have told of either yet.
    /// </summary>
    private IEnumerable<(string Namespace, string Pod)> Doubtful(List<BookedPodContainer> own, ILookup<(string, string), PodHoldings> listed) =>
        own.Where(container => book.WasListedBefore(container.Name))
            .Select(container => (container.Name.Namespace, container.Name.Pod))
            .Where(pod => listed[pod].All(container => container.Resources.Count == 0));

    private async Task LookAsync(List<(string Namespace, string Pod)> pods, CancellationToken cancellationToken)
    {
        if (pods.Count == 0)
            return;
        using var limit = new CancellationTokenSource(timings.LookBound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await Task.WhenAll(pods.Select(pod => booked.LookAsync(pod.Namespace, pod.Pod, either.Token))).WaitAsync(either.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What is not known now, the choice goes without: the answer is a hint.
        }
    }
}
