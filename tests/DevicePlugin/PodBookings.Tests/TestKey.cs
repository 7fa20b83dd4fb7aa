using System.Security.Cryptography;
using Coaster.BookingKeys;

namespace Coaster.PodBookings.Tests;

/// <summary>A key pair as an operator makes it, new in every run.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestKey() => Signer = BookingSigner.FromPem(_key.ExportPkcs8PrivateKeyPem(), "the test's key");

    public BookingSigner Signer { get; }

    public string PublicPem => Signer.PublicKeyPem;

    public void Dispose()
    {
        Signer.Dispose();
        _key.Dispose();
    }
}
