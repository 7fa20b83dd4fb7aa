using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coaster.KubeApi.Tests.Http;

/// <summary>An authority and what it signs, made for one test. All have one name, as those that follow each other in a cluster do; their key ids differ.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=test-ca", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
    }

    public string Authority => _authority.ExportCertificatePem();

    /// <summary>A certificate and its key in PEM.</summary>
    public (string Certificate, string Key) Sign(string subject, string? name = null, IPAddress? address = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        var names = new SubjectAlternativeNameBuilder();
        if (name is not null)
            names.AddDnsName(name);
        if (address is not null)
            names.AddIpAddress(address);
        if (name is not null || address is not null)
            request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, _authority.NotBefore.AddHours(1), _authority.NotAfter.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        return (signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A certificate for a server.</summary>
    public X509Certificate2 ForServer(string? name = null, IPAddress? address = null)
    {
        var (certificate, key) = Sign("server", name, address);
        return X509Certificate2.CreateFromPem(certificate, key);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }
}
