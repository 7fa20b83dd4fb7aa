using System.Collections.Immutable;
using Coaster.PodBookings.Disk;
using Coaster.PodModel.Charges;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Books;

/// <summary>
/// All pods of the node and what they hold. Changes come one at a time, and an acceptance is on the disk before anybody can read it; readers see the
/// last whole state and never wait.
/// </summary>
internal sealed class PodBook(PodBookingSettings settings, BookingJudge judge, BookingFolder folder, IBookingObserver observer)
{
    private readonly Lock _lock = new();
    private readonly RecentUids _gone = new(settings.MaxPods);
    private readonly List<Action> _tell = [];
    private volatile ImmutableDictionary<string, PodEntry> _pods = ImmutableDictionary<string, PodEntry>.Empty;

    /// <summary>Something that readers can see has changed.</summary>
    public event Action? Changed;

    public IReadOnlyDictionary<string, PodEntry> Pods => _pods;

    /// <summary>Takes what the disk has; to be called first.</summary>
    public void Take(StoredPod pod) => Change(() =>
    {
        try
        {
            var statement = judge.Again(pod);
            var charge = PodCharge.Of(pod.Facts, statement.Booking);
            Set(new PodEntry(pod.Facts) { AcceptedText = pod.Text, Statement = statement, Charge = charge, IsStored = true });
        }
        catch (GpuModel.CodecException e)
        {
            folder.SetAside(pod, e.Message);
        }
    });

    /// <summary>Takes what the API server says of a pod.</summary>
    public void Take(PodFacts facts) => Change(() =>
    {
        var known = _pods.GetValueOrDefault(facts.Pod.Uid);
        if (_gone.Contains(facts.Pod.Uid) || (known is null && !HasRoom(facts)))
            return;
        var entry = (known ?? new PodEntry(facts)) with { Facts = facts, IsStored = false };
        if (facts.IsEnded)
            Release(entry);
        else
            Set(IsSettled(known, facts) ? entry : Considered(entry));
    });

    /// <summary>Takes that pods are gone.</summary>
    public void Remove(IEnumerable<string> uids) => Change(() =>
    {
        foreach (var uid in uids)
        {
            _gone.Add(uid);
            if (!_pods.TryGetValue(uid, out var entry))
                continue;
            Release(entry);
            _pods = _pods.Remove(uid);
        }
    });

    /// <summary>Judges anew what was refused.</summary>
    public void Reconsider() => Change(ReconsiderFaults);

    private void Change(Action step)
    {
        Action[] tell;
        bool isChanged;
        lock (_lock)
        {
            var before = _pods;
            step();
            isChanged = before != _pods;
            tell = [.. _tell];
            _tell.Clear();
        }

        foreach (var told in tell)
            told();
        if (isChanged)
            Changed?.Invoke();
    }

    private void Set(PodEntry entry) => _pods = _pods.SetItem(entry.Facts.Pod.Uid, entry);

    /// <summary>Nodes have a few hundred pods at most; more are somebody's attack, or a mistake in the selector.</summary>
    private bool HasRoom(PodFacts facts)
    {
        if (_pods.Count < settings.MaxPods)
            return true;
        if (_pods.Values.FirstOrDefault(entry => entry.Facts.IsEnded) is { } ended)
            _pods = _pods.Remove(ended.Facts.Pod.Uid);
        else
            _tell.Add(() => observer.Refused(facts.Pod, BookingProblem.TooManyPods, $"the node has more than {settings.MaxPods} pods"));
        return _pods.Count < settings.MaxPods;
    }

    /// <summary>What was refused stays so until something changes; what could not be written is tried again.</summary>
    private static bool IsSettled(PodEntry? known, PodFacts facts) =>
        known?.Fault is { IsWait: false, Problem: not BookingProblem.NotKept }
        && known.Facts.Text == facts.Text
        && known.Facts.Containers.Count == facts.Containers.Count;

    private PodEntry Considered(PodEntry entry)
    {
        var facts = entry.Facts;
        if (facts.Text is null || (facts.Text == entry.AcceptedText && facts.Problem is null))
            return entry with { Fault = null };
        var others = _pods.Values.Where(other => other.Facts.Pod.Uid != facts.Pod.Uid).Select(other => other.Charge).OfType<PodCharge>().ToList();
        var (statement, charge, fault) = judge.Judge(facts, entry.Statement, others);
        if (fault is null && !folder.Write(new StoredPod(facts, facts.Text)))
            fault = new BookingFault(BookingProblem.NotKept, "it cannot be written to the node's disk");
        if (fault is not null)
            return Refused(entry, fault);
        _tell.Add(() => observer.Accepted(facts.Pod, statement!));
        return entry with { AcceptedText = facts.Text, Statement = statement, Charge = charge, Fault = null, Told = null };
    }

    private PodEntry Refused(PodEntry entry, BookingFault fault)
    {
        var (pod, text) = (entry.Facts.Pod, entry.Facts.Text);
        if (fault.IsWait || entry.Told == (fault.Problem, text))
            return entry with { Fault = fault };
        _tell.Add(() => observer.Refused(pod, fault.Problem, fault.Why));
        return entry with { Fault = fault, Told = (fault.Problem, text) };
    }

    private void Release(PodEntry entry)
    {
        var isHolder = entry.Charge is not null;
        Set(entry with { Charge = null, Fault = null });
        if (!isHolder)
            return;
        folder.Remove(entry.Facts.Pod.Uid);
        _tell.Add(() => observer.Released(entry.Facts.Pod));
        ReconsiderFaults();
    }

    private void ReconsiderFaults()
    {
        foreach (var uid in _pods.Values.Where(entry => entry.Fault is not null).Select(entry => entry.Facts.Pod.Uid).Order(StringComparer.Ordinal))
            Set(Considered(_pods[uid]));
    }
}
