using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.KubeApi.Models;

namespace Coaster.PodModel.Pods;

/// <summary>A pod as the API server tells it → what matters of it.</summary>
public static class PodReader
{
    /// <summary>The annotation that has a pod's booking.</summary>
    public const string Annotation = "ten.ai/booking";
    /// <summary>How many containers a pod may have.</summary>
    public const int MaxContainers = 1024;

    /// <summary>What matters, or null when the pod's identity is none that can be kept.</summary>
    public static PodFacts? Read(V1Pod pod)
    {
        var name = new PodName(pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Metadata.Uid);
        if (!IsName(name))
            return null;
        var isEnded = pod.Status?.Phase is "Succeeded" or "Failed";
        var created = pod.Metadata.CreationTimestamp is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : default;
        try
        {
            return new PodFacts(name, Checked([.. ContainersOf(pod)]), TextOf(pod), isEnded, created);
        }
        catch (CodecException e)
        {
            return new PodFacts(name, [], TextOf(pod), isEnded, created, e.Message);
        }
    }

    /// <summary>The pod without what nobody here reads. People write annotations of any size.</summary>
    public static V1Pod Trimmed(V1Pod pod) => pod with
    {
        Metadata = pod.Metadata with
        {
            Annotations = TextOf(pod) is { } text ? new Dictionary<string, string> { [Annotation] = text } : null,
            Labels = null,
            OwnerReferences = null,
        },
        Spec = pod.Spec with { Containers = Trimmed(pod.Spec.Containers), InitContainers = Trimmed(pod.Spec.InitContainers) },
    };

    /// <summary>Whether all parts of it can be kept: they become names of files and lines of logs.</summary>
    public static bool IsName(PodName name) =>
        Identifiers.IsName(name.Uid) && Identifiers.IsName(name.Name) && Identifiers.IsName(name.Namespace);

    private static IReadOnlyList<V1Container>? Trimmed(IReadOnlyList<V1Container>? containers) =>
        containers is null ? null : [.. containers.Take(MaxContainers + 1).Select(container => container with { Command = null, Image = null })];

    private static string? TextOf(V1Pod pod) => pod.Metadata.Annotations?.GetValueOrDefault(Annotation) switch
    {
        { Length: > SignedBookingCodec.MaxLength } text => text[..(SignedBookingCodec.MaxLength + 1)],
        var text => text,
    };

    private static IEnumerable<PodContainer> ContainersOf(V1Pod pod)
    {
        var statuses = Statuses(pod.Status);
        foreach (var init in pod.Spec.InitContainers ?? [])
            yield return Of(init.Name, init.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init, init.Resources, statuses);
        foreach (var app in pod.Spec.Containers ?? [])
            yield return Of(app.Name, ContainerRole.App, app.Resources, statuses);
        foreach (var added in pod.Spec.EphemeralContainers ?? [])
            yield return Of(added.Name, ContainerRole.Ephemeral, added.Resources, statuses);
    }

    private static HashSet<string> Statuses(V1PodStatus? status) =>
    [
        .. new[] { status?.InitContainerStatuses, status?.ContainerStatuses, status?.EphemeralContainerStatuses }
            .SelectMany(statuses => statuses ?? [])
            .Where(container => container.State?.Terminated is not null)
            .Select(container => container.Name),
    ];

    private static PodContainer Of(string name, ContainerRole role, V1ResourceRequirements? resources, HashSet<string> finished)
    {
        if (!Identifiers.IsName(name))
            throw new CodecException("", "has a container whose name is none");
        try
        {
            return new PodContainer(name, role, ResourceLimits.Read(resources), finished.Contains(name));
        }
        catch (CodecException e)
        {
            throw new CodecException("", $"has the container {name}, which {e.Message}", e);
        }
    }

    private static PodContainer[] Checked(PodContainer[] containers) =>
        containers.Length > MaxContainers ? throw new CodecException("", $"has more than {MaxContainers} containers")
        : containers.DistinctBy(container => container.Name).Count() < containers.Length ? throw new CodecException("", "has two containers of one name")
        : containers;
}
