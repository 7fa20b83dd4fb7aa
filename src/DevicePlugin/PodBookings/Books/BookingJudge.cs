using Coaster.BookingKeys;
using Coaster.BookingKeys.Verdicts;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.PodBookings.Disk;
using Coaster.PodBookings.Keys;
using Coaster.PodModel.Charges;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Books;

/// <summary>Tells whether a pod's text counts, by the keys, the node's GPUs and what others hold.</summary>
internal sealed class BookingJudge(PodBookingSettings settings, KeyKeeper keys, Func<NodeInventory?> inventory, Func<Gpu, GpuMode> mode)
{
    /// <summary>What the text gives, or why it does not count.</summary>
    /// <param name="pod">The pod with a text.</param>
    /// <param name="known">What was accepted of it before, or null.</param>
    /// <param name="others">What all other pods hold.</param>
    public (BookingStatement? Statement, PodCharge? Charge, BookingFault? Fault) Judge(
        PodFacts pod, BookingStatement? known, IReadOnlyCollection<PodCharge> others)
    {
        var (statement, refused) = Verify(pod, pod.Text!, known);
        if (statement is null)
            return (null, null, refused);
        if (inventory() is not { } gpus)
            return (null, null, new BookingFault(BookingProblem.GpusUnknown, "the node's GPUs are not known yet"));
        var charge = PodCharge.Of(pod, statement.Booking);
        var grants = statement.Booking.Containers.SelectMany(container => container.Grants);
        var fault = grants.Select(grant => FaultOf(grant, gpus)).FirstOrDefault(wrong => wrong is not null)
            ?? (OverlapCheck.Conflict(charge, others, gpus, settings.Bounds) is { } why ? new BookingFault(BookingProblem.Overlaps, why) : null);
        return fault is null ? (statement, charge, null) : (null, null, fault);
    }

    /// <summary>
    /// What was accepted before a restart. It was verified then: a key that is gone since, as after a rotation, takes nothing from a container that runs.
    /// </summary>
    /// <exception cref="CodecException">It is no such text any more.</exception>
    public BookingStatement Again(StoredPod pod)
    {
        var (statement, fault) = Verify(pod.Facts, pod.Text, null);
        if (statement is null && fault!.Problem is not (BookingProblem.UnknownKey or BookingProblem.KeysUnknown))
            throw new CodecException("", $"the booking is refused: {fault.Problem}: {fault.Why}");
        statement ??= SignedBookingCodec.Decode(pod.Text)?.Statement ?? throw new CodecException("", "the booking has no signature");
        return statement.Booking.Owner == pod.Facts.Pod.Uid && statement.Node == settings.Node
            ? statement
            : throw new CodecException("", "the booking is another pod's or node's");
    }

    private (BookingStatement? Statement, BookingFault? Fault) Verify(PodFacts pod, string text, BookingStatement? known)
    {
        if (pod.Problem is { } problem)
            return (null, new BookingFault(BookingProblem.BadPod, $"the pod {problem}"));
        if (keys.Ring is not { } ring)
            return (null, new BookingFault(BookingProblem.KeysUnknown, "no key that signs bookings was read yet"));
        return new BookingVerifier(ring).Verify(text, new BookedPod(pod.Pod.Uid, settings.Node, pod.ContainerNames, known)) switch
        {
            BookingRefused refused => (null, new BookingFault((BookingProblem)refused.Refusal, refused.Why)),
            BookingAccepted accepted => (accepted.Statement, null),
            var verdict => throw new InvalidOperationException($"a verdict of ours is not known: {verdict}"),
        };
    }

    private BookingFault? FaultOf(GpuGrant grant, NodeInventory gpus)
    {
        if (gpus.Find(grant.GpuUuid) is not { } gpu)
            return new BookingFault(BookingProblem.UnknownGpu, $"it gives {grant.GpuUuid}, which this node does not have");
        if (grant.MigUuid is { } mig && !gpu.Mig.Any(device => string.Equals(device.Uuid, mig, StringComparison.OrdinalIgnoreCase)))
            return new BookingFault(BookingProblem.UnknownGpu, $"it gives {mig}, which {grant.GpuUuid} does not have");
        return mode(gpu) == GpuMode.Local
            ? new BookingFault(BookingProblem.GpuNotOffered, $"it gives {grant.GpuUuid}, which belongs to the node's own ledger")
            : null;
    }
}
