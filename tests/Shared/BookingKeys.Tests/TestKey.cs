using System.Security.Cryptography;

namespace Coaster.BookingKeys.Tests;

/// <summary>Key pairs as an operator makes them, new in every run.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestKey() => Signer = BookingSigner.FromPem(PrivatePem, "the test's key");

    public BookingSigner Signer { get; }

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public string PrivatePem => _key.ExportPkcs8PrivateKeyPem();

    public static KeyRing Ring(params TestKey[] keys) => Ring([.. keys.Select((key, index) => ($"key-{index}", key.PublicPem))]);

    public static KeyRing Ring(params (string Name, string Pem)[] entries) => KeyRing.Load(entries.ToDictionary(entry => entry.Name, entry => entry.Pem));

    public void Dispose()
    {
        Signer.Dispose();
        _key.Dispose();
    }
}
