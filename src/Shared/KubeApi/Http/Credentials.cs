using System.Net.Http.Headers;

namespace Coaster.KubeApi.Http;

/// <summary>Says in each call who calls. A token's file is read each time: kubelet writes another one there long before the old one expires.</summary>
internal sealed class Credentials(KubernetesClientConfiguration configuration)
{
    private const int MaxTokenBytes = 64 << 10;

    /// <exception cref="KubernetesException">The token's file cannot be read, or holds no token.</exception>
    public void Add(HttpRequestMessage message)
    {
        try
        {
            if (Token() is { Length: > 0 } token)
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            // The name that the certificate must have is the one in the Host header, if there is one.
            if (configuration.TlsServerName is { } name)
                message.Headers.Host = name;
        }
        catch (FormatException error)
        {
            throw new KubernetesException("the token or the server's name has characters that cannot be sent", error);
        }
    }

    private string? Token()
    {
        if (configuration.TokenFile is not { } path)
            return configuration.AccessToken;
        try
        {
            using var file = File.OpenText(path);
            var buffer = new char[MaxTokenBytes];
            return new string(buffer, 0, file.ReadBlock(buffer)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubernetesException($"the token cannot be read: {error.Message}", error);
        }
    }
}
