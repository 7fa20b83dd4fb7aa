using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coaster.KubeApi.Http;

namespace Coaster.KubeApi;

/// <summary>
/// An API server. Every call has a deadline, a bound on its answer, and one kind of failure; when the API server asks to come again later, a call does
/// so within its deadline. Safe for use by several threads.
/// </summary>
public sealed class Kubernetes : IDisposable
{
    private readonly HttpClient _http;
    private readonly Credentials _credentials;
    private readonly Uri _host;

    /// <summary>Makes the client; nothing is sent yet.</summary>
    /// <exception cref="KubeConfigException">A certificate of the configuration cannot be used.</exception>
    public Kubernetes(KubernetesClientConfiguration configuration, KubernetesOptions? options = null)
    {
        Options = options ?? new KubernetesOptions();
        _host = configuration.Host;
        _credentials = new Credentials(configuration);
        _http = new HttpClient(ServerTrust.Handler(configuration)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal KubernetesOptions Options { get; }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Sends a call and reads its whole answer.</summary>
    /// <exception cref="KubernetesException">It was refused, not answered in time, or answered with something else.</exception>
    internal Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Deadline.RunAsync(request, Options, async token =>
        {
            using var response = await AnswerAsync(request, token);
            var body = await BoundedBody.ReadAsync(request, response, Options.MaxResponseBytes, token);
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new KubernetesException($"{request} was answered with nothing");
        }, cancellationToken);

    /// <summary>Sends a call whose answer goes on: the deadline is for its beginning.</summary>
    /// <exception cref="KubernetesException">It was refused or not answered in time.</exception>
    internal Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Deadline.RunAsync(request, Options, token => AnswerAsync(request, token), cancellationToken);

    private async Task<HttpResponseMessage> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var retries = new RetryBudget(Options);
        for (; ; )
        {
            var response = await SendOnceAsync(request, cancellationToken);
            if (response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
                return response;
            using (response)
                if (retries.Next(request, response) is { } wait)
                    await Task.Delay(wait, Options.TimeProvider, cancellationToken);
                else
                    throw await Refusal.ReadAsync(request, response, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var message = request.Message(_host);
        _credentials.Add(message);
        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
