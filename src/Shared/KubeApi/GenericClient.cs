using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coaster.KubeApi.Http;
using Coaster.KubeApi.Models;
using Coaster.KubeApi.Watching;

namespace Coaster.KubeApi;

/// <summary>
/// The objects of one kind. A namespace is null for objects that are in none, and for a list or watch of all namespaces. All calls fail with
/// <see cref="KubernetesException"/>, and with <see cref="ArgumentException"/> for a name that no object can have.
/// </summary>
/// <typeparam name="T">How an object is read.</typeparam>
/// <param name="kubernetes">The API server.</param>
/// <param name="group">The group, empty for the core's.</param>
/// <param name="version">The version, such as <c>v1</c>.</param>
/// <param name="plural">The kind as it stands in paths, such as <c>pods</c>.</param>
/// <param name="json">Knows <typeparamref name="T"/> and <see cref="KubernetesList{T}"/>.</param>
public sealed class GenericClient<T>(Kubernetes kubernetes, string group, string version, string plural, JsonSerializerContext json)
    where T : class, IKubernetesObject
{
    private readonly ResourcePath _path = new(group, version, plural);

    internal JsonTypeInfo<T> ObjectType { get; } = Known<T>(json);

    internal JsonTypeInfo<KubernetesList<T>> ListType { get; } = Known<KubernetesList<T>>(json);

    internal KubernetesOptions Options => kubernetes.Options;

    /// <summary>Reads an object.</summary>
    public Task<T> ReadAsync(string? @namespace, string name, CancellationToken cancellationToken = default) =>
        kubernetes.SendAsync(new ApiRequest(HttpMethod.Get, _path.Of(@namespace, name)), ObjectType, cancellationToken);

    /// <summary>Lists objects, page by page, all of one moment: when the pages become too old on the way it begins again.</summary>
    public Task<KubernetesList<T>> ListAsync(string? @namespace, ListOptions options, CancellationToken cancellationToken = default) =>
        new PagedList<T>(Options, (query, token) => kubernetes.SendAsync(
            new ApiRequest(HttpMethod.Get, _path.Of(@namespace) + query), ListType, token)).ReadAsync(options, cancellationToken);

    /// <summary>Makes an object and gives it as the API server keeps it.</summary>
    public Task<T> CreateAsync(T body, string? @namespace, CancellationToken cancellationToken = default) =>
        kubernetes.SendAsync(ApiRequest.Of(HttpMethod.Post, _path.Of(@namespace), body, ObjectType), ObjectType, cancellationToken);

    /// <summary>Makes a subresource of an object, such as <c>binding</c>, by a body of its own kind.</summary>
    public Task CreateSubresourceAsync<TBody>(
        TBody body, JsonTypeInfo<TBody> type, string? @namespace, string name, string subresource, CancellationToken cancellationToken = default) =>
        kubernetes.SendAsync(
            ApiRequest.Of(HttpMethod.Post, _path.Of(@namespace, name, subresource), body, type), KubernetesJson.Default.V1Status, cancellationToken);

    /// <summary>Changes an object, or a subresource of it such as <c>status</c>, and gives what it is then.</summary>
    public Task<T> PatchAsync(
        V1Patch patch, string? @namespace, string name, string? subresource = null, CancellationToken cancellationToken = default) =>
        kubernetes.SendAsync(ApiRequest.Of(patch, _path.Of(@namespace, name, subresource)), ObjectType, cancellationToken);

    /// <summary>Deletes an object; it may take a while to be gone.</summary>
    public Task DeleteAsync(string? @namespace, string name, V1DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        kubernetes.SendAsync(
            ApiRequest.Of(HttpMethod.Delete, _path.Of(@namespace, name), options ?? new V1DeleteOptions(), KubernetesJson.Default.V1DeleteOptions),
            KubernetesJson.Default.JsonElement,
            cancellationToken);

    /// <summary>
    /// What happens from a version on. It outlives connections that end, are cut or fall silent; <see cref="WatchEventType.Error"/> tells of
    /// them, and of objects that cannot be read. When the version is too old, or nothing else helps, it ends by an exception: list again.
    /// </summary>
    /// <param name="namespace">The namespace, or null.</param>
    /// <param name="options">Which objects.</param>
    /// <param name="resourceVersion">The version of a list, or of the last message of another watch.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync(
        string? @namespace, ListOptions options, string resourceVersion, CancellationToken cancellationToken = default) =>
        new Watcher<T>(this, @namespace, options).WatchAsync(resourceVersion, cancellationToken);

    internal Task<HttpResponseMessage> OpenWatchAsync(string? @namespace, string query, CancellationToken cancellationToken) =>
        kubernetes.OpenAsync(new ApiRequest(HttpMethod.Get, _path.Of(@namespace) + query), cancellationToken);

    private static JsonTypeInfo<TValue> Known<TValue>(JsonSerializerContext json) => json.GetTypeInfo(typeof(TValue)) as JsonTypeInfo<TValue>
        ?? throw new ArgumentException($"{json.GetType().Name} does not know {typeof(TValue)}", nameof(json));
}
