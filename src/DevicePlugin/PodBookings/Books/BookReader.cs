namespace Coaster.PodBookings.Books;

/// <summary>Answers from a pod's entry.</summary>
internal static class BookReader
{
    private const string BookAgain = "Delete the pod, so that it is made and booked again";

    /// <summary>The answer, and whether the API server may know better.</summary>
    public static (BookingAnswer Answer, bool IsFinal) Answer(PodEntry entry, PodContainerId id)
    {
        var (facts, pod) = (entry.Facts, entry.Facts.Pod);
        if ((pod.Namespace, pod.Name) != (id.Namespace, id.Pod))
            return (new NotBooked($"the pod {pod.Uid} is {pod}, and not what the container says", "Let nothing but kubelet make containers of pods"), true);
        if (facts.IsEnded)
            return (new NotBooked($"the pod {pod} has ended, and holds nothing any more", "Make a new pod"), true);
        if (entry.Find(id.Container) is { } held)
            return (new ContainerBooked(held), true);
        if (facts.Find(id.Container) is { } container)
            return container.Resources.Count == 0 ? (new HoldsNothing(), true) : (Unbooked(entry), entry.Fault is { Problem: BookingProblem.GpusUnknown });
        return facts.Problem is { } problem
            ? (new NotBooked($"the pod {pod} {problem}", "Mend the pod's specification"), true)
            : (new NotBooked($"the pod {pod} has no container of that name", "Try again when the API server knows it"), false);
    }

    private static NotBooked Unbooked(PodEntry entry) => entry switch
    {
        { Fault: { IsWait: true } fault } => new NotBooked(
            $"the booking of the pod {entry.Facts.Pod} cannot be used: {fault.Why}", "Wait; the container is tried again"),
        { Fault: { } fault } => new NotBooked($"the booking of the pod {entry.Facts.Pod} is refused: {fault.Problem}: {fault.Why}", BookAgain),
        { Statement: not null } => new NotBooked($"the booking of the pod {entry.Facts.Pod} gives this container nothing", BookAgain),
        _ => new NotBooked(
            $"no scheduler of Coaster booked a GPU for the pod {entry.Facts.Pod}",
            "Let a scheduler with Coaster's extender choose the node, and do not set spec.nodeName"),
    };
}
