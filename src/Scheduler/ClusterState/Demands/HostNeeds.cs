using Coaster.KubeApi.Models;

namespace Coaster.ClusterState.Demands;

/// <summary>
/// A pod → what it needs of its host: the sum of what runs side by side, or an init container with the sidecars before it, whichever is more
/// (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers).
/// </summary>
internal static class HostNeeds
{
    private const long NanosOfMiB = 1_000_000_000L << 20;

    public static HostNeed Of(V1PodSpec spec)
    {
        var (running, most) = (default(HostNeed), default(HostNeed));
        foreach (var init in spec.InitContainers ?? [])
            if (init.RestartPolicy == "Always")
                running = running.Plus(Of(init.Resources));
            else
                most = most.Or(running.Plus(Of(init.Resources)));
        foreach (var app in spec.Containers ?? [])
            running = running.Plus(Of(app.Resources));
        return most.Or(running).Plus(Of(spec.Overhead));
    }

    /// <summary>What a node offers.</summary>
    public static HostNeed Of(IReadOnlyDictionary<string, string>? quantities) =>
        new(Whole(Read(quantities, "cpu").MilliValue), Whole((Read(quantities, "memory").Nanos + NanosOfMiB - 1) / NanosOfMiB));

    private static ResourceQuantity Read(IReadOnlyDictionary<string, string>? quantities, string name) =>
        ResourceQuantity.TryParse(quantities?.GetValueOrDefault(name), out var quantity) ? quantity : default;

    /// <summary>Where a container names a limit alone, the API server makes it the request too.</summary>
    private static HostNeed Of(V1ResourceRequirements? resources) => Of(resources?.Requests ?? resources?.Limits);

    private static int Whole(Int128 amount) => (int)Int128.Clamp(amount, 0, int.MaxValue);
}
