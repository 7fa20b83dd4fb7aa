using System.Collections.Concurrent;
using Coaster.BookingKeys;
using Coaster.ClusterState;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.PodModel.Pods;
using Coaster.Scheduler.Extender;

namespace Coaster.Scheduler.Binding;

/// <summary>
/// Binds pods with what is booked for them, by one write each. What was sent and not answered may be done at any moment: until the API server says what
/// became of it, the pod keeps what it would have.
/// </summary>
/// <param name="book">Who holds what.</param>
/// <param name="pods">The API server's pods.</param>
/// <param name="signer">Signs bookings.</param>
/// <param name="mandate">Whether this scheduler may bind.</param>
/// <param name="underWay">What it is about.</param>
/// <param name="time">The clock.</param>
internal sealed class Binder(
    ClusterBook book, GenericClient<V1Pod> pods, BookingSigner signer, IMandate mandate, BindsUnderWay underWay, TimeProvider time)
{
    /// <summary>After how long the API server has done what was sent to it, or never will: its own limit is 60 s.</summary>
    private static readonly TimeSpan WritesEnd = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // When the last write was sent that has no answer, by the pod's UID: a later one that is refused says nothing of it.
    private readonly ConcurrentDictionary<string, long> _unanswered = new();

    /// <summary>How long a write and what is asked after it may take together.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(8);

    /// <summary>Why the pod is not bound, or empty.</summary>
    /// <param name="args">What is to be bound where.</param>
    /// <param name="ending">Ends what goes on after the answer.</param>
    public async Task<string> BindAsync(ExtenderBindingArgs args, CancellationToken ending)
    {
        var pod = new PodName(args.PodNamespace, args.PodName, args.PodUid);
        if (!PodReader.IsName(pod) || !Identifiers.IsNodeName(args.Node))
            return "what is to be bound, or where, has no name that Kubernetes gives";
        underWay.Begin();
        var why = mandate.Refusal(Limit) ?? await ReserveAsync(pod, args.Node, ending);
        underWay.End();
        return why;
    }

    private async Task<string> ReserveAsync(PodName pod, string node, CancellationToken ending)
    {
        var answer = book.Reserve(pod.Uid, node);
        return answer.Refusal ?? await WriteAsync(pod, node, answer.Booking, ending);
    }

    private async Task<string> WriteAsync(PodName pod, string node, Booking? booking, CancellationToken ending)
    {
        var sent = time.GetTimestamp();
        try
        {
            var binding = BindingOf(pod, node, booking);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending);
            limit.CancelAfter(Limit / 2);
            await pods.BindAsync(binding, limit.Token);
            _unanswered.TryRemove(pod.Uid, out _);
            book.Confirm(pod.Uid);
            return "";
        }
        catch (CoasterException error)
        {
            book.Release(pod.Uid);
            return error.Message;
        }
        catch (Exception error) when (error is KubernetesException or OperationCanceledException)
        {
            return await SettleAsync(pod, node, sent, error, ending);
        }
    }

    /// <summary>A refusal too is asked about: it may be that of a second try whose first was done.</summary>
    private async Task<string> SettleAsync(PodName pod, string node, long sent, Exception error, CancellationToken ending)
    {
        if (!IsAnswer(error))
            _unanswered[pod.Uid] = sent;
        var outcome = await LookAsync(pod, node, ending);
        if (outcome == BindOutcome.Bound)
            return "";
        if (outcome == BindOutcome.NotBound)
            return error.Message;
        _ = FollowAsync(pod, node, ending);
        return $"it is not known yet whether {pod} was bound to {node}: {error.Message}";
    }

    /// <summary>Asks until it is known. One that is not when this scheduler ends stays under way: the lease is not given up then, and whoever takes it waits.</summary>
    private async Task FollowAsync(PodName pod, string node, CancellationToken ending)
    {
        underWay.Begin();
        while (await LookAsync(pod, node, ending) == BindOutcome.Unknown)
            await Task.Delay(Pause, time, ending);
        underWay.End();
    }

    /// <summary>Asks the API server what became of it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">Where it was to be bound.</param>
    /// <param name="ending">Ends it.</param>
    private async Task<BindOutcome> LookAsync(PodName pod, string node, CancellationToken ending)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending);
        limit.CancelAfter(Limit / 2);
        try
        {
            // What is done before this question is seen by it; what is not done by then must have been too late.
            var isTooLate = !_unanswered.TryGetValue(pod.Uid, out var sent) || time.GetElapsedTime(sent) > WritesEnd;
            var found = await pods.ReadAsync(pod.Namespace, pod.Name, limit.Token);
            if (found.Metadata.Uid != pod.Uid)
                return Lost(pod);
            if (found.Spec.NodeName.Length == 0)
                return isTooLate ? Lost(pod) : BindOutcome.Unknown;
            _unanswered.TryRemove(pod.Uid, out _);
            book.Tell(WatchEventType.Modified, found);
            return found.Spec.NodeName == node ? BindOutcome.Bound : BindOutcome.NotBound;
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            return Lost(pod);
        }
        catch (Exception error) when (error is KubernetesException || (error is OperationCanceledException && !ending.IsCancellationRequested))
        {
            return BindOutcome.Unknown;
        }
    }

    private BindOutcome Lost(PodName pod)
    {
        _unanswered.TryRemove(pod.Uid, out _);
        book.Release(pod.Uid);
        return BindOutcome.NotBound;
    }

    private static bool IsAnswer(Exception error) => error is KubernetesException { IsTransient: false };

    private V1Binding BindingOf(PodName pod, string node, Booking? booking) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = pod.Name,
            NamespaceProperty = pod.Namespace,
            Uid = pod.Uid,
            Annotations = booking is null ? null : new Dictionary<string, string> { [PodReader.Annotation] = signer.Sign(booking, node, mandate.Epoch) },
        },
        Target = new V1ObjectReference { Kind = "Node", Name = node },
    };
}
