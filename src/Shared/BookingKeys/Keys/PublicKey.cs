using System.Security.Cryptography;
using Coaster.GpuModel;

namespace Coaster.BookingKeys.Keys;

/// <summary>A public key of the curve P-256 with its id. Immutable; may be used by several threads at once.</summary>
internal sealed class PublicKey
{
    private const int IdBytes = 8;

    /// <summary>
    /// A SubjectPublicKeyInfo of P-256 with an uncompressed point is this and the point (RFC 5480). There are other ways to write the same
    /// key; only one is read, so that a key has one id.
    /// </summary>
    private static ReadOnlySpan<byte> Head =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>Never disposed: a verifier may still use a ring that was replaced. Its finalizer frees it.</summary>
    private readonly ECDsa _key;

    private readonly Lock _lock = new();

    private PublicKey(ECDsa key, string id) => (_key, Id) = (key, id);

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the SubjectPublicKeyInfo.</summary>
    public string Id { get; }

    /// <exception cref="CodecException">The text is not a PEM block with such a key.</exception>
    public static PublicKey FromPem(string pem) => FromDer(PemBlock.Read(pem, PemBlock.PublicKey));

    /// <exception cref="CodecException">The bytes are not such a key.</exception>
    public static PublicKey FromDer(ReadOnlySpan<byte> der)
    {
        if (der.Length != Head.Length + CanonicalSignature.Bytes || !der.StartsWith(Head))
            throw new CodecException("", "is not an ECDSA key of the curve P-256");
        try
        {
            var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(der, out _);
            return new PublicKey(key, Convert.ToHexStringLower(SHA256.HashData(der)[..IdBytes]));
        }
        catch (CryptographicException e)
        {
            throw new CodecException("", "is not a point of the curve P-256", e);
        }
    }

    /// <summary>Whether the holder of the private key signed these bytes.</summary>
    public bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (!CanonicalSignature.Is(signature))
            return false;
        // An ECDsa is not for two threads at once, and to make one takes longer than to verify.
        lock (_lock)
            return _key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
