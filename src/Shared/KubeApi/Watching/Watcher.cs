using System.Globalization;
using System.Runtime.CompilerServices;
using Coaster.KubeApi.Http;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Watching;

/// <summary>A watch over as many connections as it takes: each goes on from the last version that was told.</summary>
internal sealed class Watcher<T>(GenericClient<T> client, string? @namespace, ListOptions selection)
    where T : class, IKubernetesObject
{
    // A version from before the API server's data were restored is waited for without an error: after so many connections without a word, list again.
    private const int MaxSilentConnections = 5;
    private readonly KubernetesOptions _options = client.Options;

    /// <exception cref="KubernetesException">The watch cannot go on from that version: list again.</exception>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync(string version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var backoff = Backoff.Of(_options);
        for (var silent = 0; silent < MaxSilentConnections; silent++)
        {
            var (connection, problem) = await TryOpenAsync(version, cancellationToken);
            using (connection)
            {
                while (connection is not null && await connection.NextAsync(cancellationToken) is var (message, newer))
                {
                    backoff.Reset();
                    silent = -1;
                    version = newer ?? version;
                    yield return message;
                }
            }

            if ((problem ?? connection?.Problem) is { } wrong)
                yield return new WatchEvent<T>(WatchEventType.Error, null, wrong);
            await Task.Delay(backoff.Next(), _options.TimeProvider, cancellationToken);
        }

        throw new KubernetesException($"a watch of {MaxSilentConnections} connections told nothing");
    }

    private async Task<(WatchConnection<T>? Connection, KubernetesException? Problem)> TryOpenAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.OpenWatchAsync(@namespace, Query(version), cancellationToken);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (new WatchConnection<T>(response, stream, _options, client.ObjectType), null);
        }
        catch (KubernetesException error) when (error.IsTransient)
        {
            return (null, error);
        }
    }

    private string Query(string version)
    {
        var seconds = (int)(_options.WatchTimeout.TotalSeconds * (1 + Random.Shared.NextDouble()));
        return ListQuery.Of(
            selection,
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("resourceVersion", version),
            ("timeoutSeconds", Math.Max(seconds, 1).ToString(CultureInfo.InvariantCulture)));
    }
}
