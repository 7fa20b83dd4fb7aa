using System.Text.Json.Nodes;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Events;

/// <summary>Writes an event: the first of a series makes the object, the others count it up.</summary>
internal sealed class EventWriter(GenericClient<Corev1Event> events, TimeProvider time)
{
    /// <exception cref="KubernetesException">The API server did not take it.</exception>
    public async Task WriteAsync(Corev1Event told, EventSeries series, CancellationToken cancellationToken)
    {
        var @namespace = told.Metadata.NamespaceProperty;
        if (series.Name is { } name && await TryCountUpAsync(@namespace, name, series.Count, cancellationToken))
            return;
        told = told with { FirstTimestamp = series.First, LastTimestamp = Now(), Count = series.Count };
        series.Name = (await events.CreateAsync(told, @namespace, cancellationToken)).Metadata.Name;
    }

    // The API server forgets events after an hour.
    private async Task<bool> TryCountUpAsync(string @namespace, string name, int count, CancellationToken cancellationToken)
    {
        var change = new JsonObject { ["count"] = count, ["lastTimestamp"] = TimeConverter.Text(Now()) };
        try
        {
            await events.PatchAsync(new V1Patch(change, V1Patch.PatchType.MergePatch), @namespace, name, null, cancellationToken);
            return true;
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            return false;
        }
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
