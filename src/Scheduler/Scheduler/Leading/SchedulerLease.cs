using System.Text.Json.Nodes;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.Scheduler.Leading;

/// <summary>The lease in the API server. Each change names the version that it is made from, so that of two at a time one fails.</summary>
/// <param name="leases">The API server's leases.</param>
/// <param name="namespace">Where it is.</param>
/// <param name="name">Its name.</param>
/// <param name="time">The clock, for what people read in it.</param>
internal sealed class SchedulerLease(GenericClient<V1Lease> leases, string @namespace, string name, TimeProvider time)
{
    /// <summary>Who would like to have it: whoever is asked by kube-scheduler and does not have it.</summary>
    public const string Wish = "ten.ai/wanted-by";

    /// <summary>The lease as it is, made if there is none.</summary>
    public async Task<V1Lease> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await leases.ReadAsync(@namespace, name, cancellationToken);
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            var made = new V1Lease { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = @namespace }, Spec = new V1LeaseSpec { LeaseTransitions = 0 } };
            return await leases.CreateAsync(made, @namespace, cancellationToken);
        }
    }

    /// <summary>It has that holder from now on, for so long.</summary>
    /// <param name="from">The lease as it is.</param>
    /// <param name="holder">The holder.</param>
    /// <param name="isOther">Whether that is another one than before.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<V1Lease> HoldAsync(V1Lease from, string holder, bool isOther, TimeSpan duration, CancellationToken cancellationToken)
    {
        var spec = new JsonObject
        {
            ["holderIdentity"] = holder,
            ["leaseDurationSeconds"] = (int)duration.TotalSeconds,
            ["leaseTransitions"] = (from.Spec.LeaseTransitions ?? 0) + (isOther ? 1 : 0),
            ["renewTime"] = MicroTimeConverter.Text(time.GetUtcNow().UtcDateTime),
        };
        return PatchAsync(from, spec, isOther ? null : from.Metadata.Annotations?.GetValueOrDefault(Wish), cancellationToken);
    }

    /// <summary>It has no holder any more.</summary>
    public Task<V1Lease> GiveUpAsync(V1Lease from, CancellationToken cancellationToken) =>
        PatchAsync(from, new JsonObject { ["holderIdentity"] = "" }, from.Metadata.Annotations?.GetValueOrDefault(Wish), cancellationToken);

    /// <summary>Somebody would like to have it.</summary>
    public Task<V1Lease> WishAsync(V1Lease from, string holder, CancellationToken cancellationToken) => PatchAsync(from, [], holder, cancellationToken);

    private Task<V1Lease> PatchAsync(V1Lease from, JsonObject spec, string? wish, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject { ["resourceVersion"] = from.Metadata.ResourceVersion, ["annotations"] = new JsonObject { [Wish] = wish } };
        return leases.PatchAsync(
            new V1Patch(new JsonObject { ["metadata"] = metadata, ["spec"] = spec }, V1Patch.PatchType.MergePatch), @namespace, name, null, cancellationToken);
    }
}
