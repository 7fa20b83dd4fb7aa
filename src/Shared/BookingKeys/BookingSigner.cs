using System.Security.Cryptography;
using System.Text;
using Coaster.BookingKeys.Keys;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys;

/// <summary>Signs bookings: ECDSA over P-256 with SHA-256. May be used by several threads at once.</summary>
public sealed class BookingSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    private BookingSigner(ECDsa key)
    {
        _key = key;
        KeyId = PublicKey.FromDer(key.ExportSubjectPublicKeyInfo()).Id;
        PublicKeyPem = key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>The id that stands in what it signs; a <see cref="KeyRing"/> that verifies it has that id.</summary>
    public string KeyId { get; }

    /// <summary>The public key for the readers, as PEM (SubjectPublicKeyInfo).</summary>
    public string PublicKeyPem { get; }

    /// <summary>The signer with that private key.</summary>
    /// <param name="pem">The key as PEM (PKCS#8, not encrypted).</param>
    /// <param name="source">Where it was found, for the message.</param>
    /// <exception cref="CoasterException">The text is no such key; the message has nothing of it.</exception>
    public static BookingSigner FromPem(string pem, string source)
    {
        var key = ECDsa.Create();
        try
        {
            Import(key, PemBlock.Read(pem, PemBlock.PrivateKey));
            return new BookingSigner(key);
        }
        catch (Exception e) when (e is CodecException or CryptographicException)
        {
            key.Dispose();
            var why = e is CodecException ? $"it {e.Message}" : "it is not an ECDSA key of the curve P-256";
            throw new CoasterException(
                $"cannot read {source}", why, "Make a key with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", e);
        }
    }

    /// <summary>The text of the annotation <c>ten.ai/booking</c>.</summary>
    /// <param name="booking">What is held; its owner is the pod's UID.</param>
    /// <param name="node">The node that it is held on.</param>
    /// <param name="epoch">Which statement about this pod it is: larger than every one before, at least 1.</param>
    /// <exception cref="CoasterException">
    /// No reader would take it: it is longer than <see cref="SignedBookingCodec.MaxLength"/>, or has a value that the codec refuses.
    /// </exception>
    public string Sign(Booking booking, string node, long epoch)
    {
        var unsigned = SignedBookingCodec.EncodeUnsigned(new BookingStatement(booking, node, epoch, KeyId));
        var text = SignedBookingCodec.Encode(unsigned, SignatureOf(unsigned));
        try
        {
            _ = SignedBookingCodec.Decode(text);
            return text;
        }
        catch (CodecException e)
        {
            var mend = text.Length > SignedBookingCodec.MaxLength
                ? "Let fewer of the pod's containers have GPUs, or fewer GPUs each"
                : "This is a mistake of ours: please report it with this line";
            throw new CoasterException($"cannot sign the booking of pod {booking.Owner}", $"nobody could read it: {e.Message}", mend, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static void Import(ECDsa key, byte[] pkcs8)
    {
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out var read);
            if (read != pkcs8.Length)
                throw new CodecException("", "has bytes behind the key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private byte[] SignatureOf(string unsigned)
    {
        var bytes = Encoding.UTF8.GetBytes(unsigned);
        byte[] signature;
        lock (_lock)
            signature = _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        CanonicalSignature.Make(signature);
        return signature;
    }
}
