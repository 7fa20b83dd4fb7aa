using System.Net;

namespace Coaster.GpuBench.Extender.Calls;

/// <summary>Calls an extender as kube-scheduler does, on connections that stay open.</summary>
internal sealed class ExtenderCalls(Uri address, CancellationToken interrupted) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = address };

    /// <summary>Asks, and gives the whole answer.</summary>
    /// <exception cref="IOException">It is refused.</exception>
    internal async Task<byte[]> PostAsync(string verb, byte[] question)
    {
        using var content = new ByteArrayContent(question) { Headers = { ContentType = new("application/json") } };
        using var answer = await _http.PostAsync(verb, content, interrupted);
        var bytes = await answer.Content.ReadAsByteArrayAsync(interrupted);
        return answer.IsSuccessStatusCode ? bytes : throw new IOException($"{verb} is answered with {(int)answer.StatusCode}");
    }

    /// <summary>How it answers a look; null where nobody listens.</summary>
    internal async Task<HttpStatusCode?> GetAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(path, interrupted);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
