using Coaster.BookingKeys;
using Coaster.KubeApi;

namespace Coaster.Scheduler.Cluster;

/// <summary>The keys whose bookings count: this scheduler's own, and those of the ConfigMap, where the keys before and after it are while keys are replaced.</summary>
internal static class VerifyingKeys
{
    private const string Own = "own";

    /// <summary>Reads them; a cluster whose ConfigMap is not made yet has this scheduler's alone.</summary>
    public static async Task<BookingVerifier> ReadAsync(
        Kubernetes api, string @namespace, string name, BookingSigner signer, Action<string> log, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, string>(await DataAsync(api, @namespace, name, log, cancellationToken)) { [Own] = signer.PublicKeyPem };
        var ring = KeyRing.Load(data);
        foreach (var problem in ring.Problems)
            log($"the ConfigMap {@namespace}/{name}: {problem}");
        return new BookingVerifier(ring);
    }

    private static async Task<IReadOnlyDictionary<string, string>> DataAsync(
        Kubernetes api, string @namespace, string name, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.ConfigMaps().ReadAsync(@namespace, name, cancellationToken)).Data ?? new Dictionary<string, string>();
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            log($"there is no ConfigMap {@namespace}/{name}: no node believes what is booked until it has this scheduler's public key");
            return new Dictionary<string, string>();
        }
    }
}
