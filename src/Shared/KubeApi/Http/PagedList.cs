using System.Globalization;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Http;

/// <summary>
/// Puts a list together from its pages. When a page has become too old (410) it begins again; the last time without pages, as long lists in
/// a busy cluster would otherwise never end.
/// </summary>
internal sealed class PagedList<T>(KubernetesOptions options, Func<string, CancellationToken, Task<KubernetesList<T>>> read)
{
    private const int Rounds = 3;
    private const int MaxPages = 10_000;

    public async Task<KubernetesList<T>> ReadAsync(ListOptions what, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await ReadPagesAsync(what, round < Rounds ? options.PageSize : 0, cancellationToken);
            }
            catch (KubernetesException error) when (error.IsGone && round < Rounds)
            {
                // From the start.
            }
        }
    }

    private async Task<KubernetesList<T>> ReadPagesAsync(ListOptions what, int limit, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var next = "";
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var page = await read(Query(what, limit, next), cancellationToken);
            items.AddRange((page.Items ?? []).OfType<T>());
            next = page.Metadata.ContinueProperty;
            if (next.Length == 0)
                return page with { Items = items };
        }

        throw new KubernetesException($"a list has more than {MaxPages} pages");
    }

    private static string Query(ListOptions what, int limit, string next) => ListQuery.Of(
        what, ("limit", limit > 0 ? limit.ToString(CultureInfo.InvariantCulture) : ""), ("continue", next));
}
