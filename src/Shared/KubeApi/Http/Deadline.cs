using System.Text.Json;

namespace Coaster.KubeApi.Http;

/// <summary>The one place where a call's failures become the one exception.</summary>
internal static class Deadline
{
    /// <exception cref="KubernetesException">The call failed in any way but by the caller's own token.</exception>
    public static async Task<T> RunAsync<T>(
        ApiRequest request, KubernetesOptions options, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KubernetesException($"{request} was not answered within {options.RequestTimeout.TotalSeconds} s", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new KubernetesException($"{request} was not answered: {error.GetBaseException().Message}", error);
        }
        catch (JsonException error)
        {
            throw new KubernetesException($"{request} was answered with something else: {error.Message}", error);
        }
    }
}
