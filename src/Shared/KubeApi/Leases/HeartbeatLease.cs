using System.Text.Json.Nodes;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Leases;

/// <summary>
/// A lease that says that its holder is alive. Renewing it is one patch of the fields that say so; what others wrote there stays. It is made when it
/// is not there.
/// </summary>
/// <param name="leases">The API server's leases.</param>
/// <param name="namespace">Where the lease is.</param>
/// <param name="name">Its name.</param>
/// <param name="holder">Who is alive.</param>
/// <param name="duration">How long after a renewal that may be believed; whole seconds.</param>
/// <param name="time">The clock.</param>
public sealed class HeartbeatLease(
    GenericClient<V1Lease> leases, string @namespace, string name, string holder, TimeSpan duration, TimeProvider time)
{
    /// <summary>With whose end the lease goes, such as the node's; it counts when the lease is made.</summary>
    public IReadOnlyList<V1OwnerReference>? Owners { get; init; }

    /// <summary>Says that the holder is alive now.</summary>
    /// <exception cref="KubernetesException">The API server did not take it.</exception>
    public async Task<V1Lease> RenewAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await PatchAsync(cancellationToken);
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            return await CreateAsync(cancellationToken);
        }
    }

    private async Task<V1Lease> CreateAsync(CancellationToken cancellationToken)
    {
        var metadata = new V1ObjectMeta { Name = name, NamespaceProperty = @namespace, OwnerReferences = Owners };
        var spec = new V1LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = Seconds(), RenewTime = Now() };
        try
        {
            return await leases.CreateAsync(new V1Lease { Metadata = metadata, Spec = spec }, @namespace, cancellationToken);
        }
        catch (KubernetesException error) when (error.IsAlreadyExists)
        {
            return await PatchAsync(cancellationToken);
        }
    }

    private Task<V1Lease> PatchAsync(CancellationToken cancellationToken)
    {
        var spec = new JsonObject
        {
            ["holderIdentity"] = holder,
            ["leaseDurationSeconds"] = Seconds(),
            ["renewTime"] = MicroTimeConverter.Text(Now()),
        };
        return leases.PatchAsync(
            new V1Patch(new JsonObject { ["spec"] = spec }, V1Patch.PatchType.MergePatch), @namespace, name, null, cancellationToken);
    }

    private int Seconds() => (int)duration.TotalSeconds;

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
