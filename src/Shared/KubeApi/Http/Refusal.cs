using System.Text.Json;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Http;

/// <summary>Reads why a call was refused.</summary>
internal static class Refusal
{
    private const int MaxBytes = 64 << 10;

    public static async Task<KubernetesException> ReadAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await BoundedBody.ReadUpToAsync(response, MaxBytes, cancellationToken);
        return new KubernetesException(request.ToString(), response.StatusCode, Status(body.Span));
    }

    // A proxy on the way answers in its own words.
    private static V1Status? Status(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, KubernetesJson.Default.V1Status);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
