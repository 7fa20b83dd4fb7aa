using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coaster.KubeApi.Http;

/// <summary>Makes connections to the right server only: its certificate must lead to the given authorities and to no others.</summary>
internal static class ServerTrust
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    /// <exception cref="KubeConfigException">A certificate cannot be used, or a token would be sent in the clear.</exception>
    public static SocketsHttpHandler Handler(KubernetesClientConfiguration configuration)
    {
        if (configuration is { Host: { Scheme: "http", IsLoopback: false } } and ({ AccessToken: not null } or { TokenFile: not null }))
            throw new KubeConfigException($"{configuration.Host} would get the token in the clear: use https");
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            SslOptions = Options(configuration),
        };
    }

    private static SslClientAuthenticationOptions Options(KubernetesClientConfiguration configuration)
    {
        var options = new SslClientAuthenticationOptions();
        try
        {
            if (configuration.SslCaCerts is { } authorities)
                options.CertificateChainPolicy = OnlyTrust(authorities);
            if (configuration.ClientCertificate is { } certificate)
                options.ClientCertificateContext = OurChain(certificate, configuration.ClientKey ?? "");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"a certificate cannot be used: {error.Message}", error);
        }

#pragma warning disable CA5359 // It is what insecure-skip-tls-verify asks for.
        if (configuration.SkipTlsVerify)
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return options;
    }

    private static X509ChainPolicy OnlyTrust(string authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.ImportFromPem(authorities);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new KubeConfigException("the certificate authority's data holds no certificate");
    }

    private static SslStreamCertificateContext OurChain(string certificate, string key)
    {
        var others = new X509Certificate2Collection();
        others.ImportFromPem(certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificate, key), others, offline: true);
    }
}
