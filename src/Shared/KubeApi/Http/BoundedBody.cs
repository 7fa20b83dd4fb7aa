namespace Coaster.KubeApi.Http;

/// <summary>Reads an answer that must not be larger than a bound.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 16 << 10;

    /// <exception cref="KubernetesException">It is larger.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(ApiRequest request, HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > most)
            throw TooLarge(request, most);
        var body = await ReadUpToAsync(response, most + 1, cancellationToken);
        return body.Length <= most ? body : throw TooLarge(request, most);
    }

    /// <summary>The beginning of an answer.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadUpToAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Math.Min(most, FirstBuffer)];
        var length = 0;
        for (var read = 1; read > 0 && length < most; length += read)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(most, 2L * buffer.Length));
            read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
        }

        return buffer.AsMemory(0, length);
    }

    private static KubernetesException TooLarge(ApiRequest request, int most) => new($"{request} was answered with more than {most} bytes");
}
