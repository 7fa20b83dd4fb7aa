using System.Security.Cryptography;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys.Tests;

public sealed class BookingSignerTests : IDisposable
{
    private readonly TestKey _key = new();

    [Fact]
    public void FromPem_PrivateKey_HasTheIdAndThePublicKeyOfIt()
    {
        Assert.Equal([_key.Signer.KeyId], TestKey.Ring(("a", _key.Signer.PublicKeyPem)).KeyIds);
        Assert.Equal(_key.PublicPem, _key.Signer.PublicKeyPem);
    }

    [Fact]
    public void Sign_Booking_IsReadByThoseWhoKnowOnlyBookings() =>
        Assert.Equal(Pods.Booking, BookingCodec.Decode(_key.Signer.Sign(Pods.Booking, Pods.Node, 3)));

    [Fact]
    public void Sign_Booking_BeginsWithItsTextAndEndsWithTheSignature()
    {
        var text = _key.Signer.Sign(Pods.Booking, Pods.Node, 3);
        Assert.StartsWith(BookingCodec.Encode(Pods.Booking)[..^1] + $",\"node\":\"{Pods.Node}\",\"epoch\":3,\"key\":\"{_key.Signer.KeyId}\",\"sig\":\"", text);
        Assert.EndsWith("\"}", text);
    }

    [Fact]
    public void Sign_LongerThanReadersTake_IsRefusedWithItsMend()
    {
        var grants = Enumerable.Range(0, 200).Select(gpu => new GpuGrant($"GPU-{gpu}", null, 1, 0)).ToList();
        var containers = Enumerable.Range(0, 20)
            .Select(index => new ContainerBooking($"c{index}", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, grants));
        Assert.Equal(
            $"cannot sign the booking of pod {Pods.Uid}: nobody could read it: the text is longer than 64 KiB. "
            + "Let fewer of the pod's containers have GPUs, or fewer GPUs each.",
            Assert.Throws<CoasterException>(() => _key.Signer.Sign(new Booking(Pods.Uid, [.. containers]), Pods.Node, 1)).Message);
    }

    [Theory]
    [InlineData("Node", 1, "node is not a node's name")]
    [InlineData("node", 0, "epoch is not between 1 and 9007199254740991")]
    [InlineData("node", BookingStatement.LastEpoch + 1, "epoch is not between 1 and 9007199254740991")]
    public void Sign_ValueThatReadersRefuse_IsRefused(string node, long epoch, string problem) =>
        Assert.Contains(problem, Assert.Throws<CoasterException>(() => _key.Signer.Sign(Pods.Booking, node, epoch)).Why, StringComparison.Ordinal);

    [Fact]
    public void FromPem_OtherKeys_AreRefusedWithoutTheirContent()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        AssertRefused(p384.ExportPkcs8PrivateKeyPem(), "it is not an ECDSA key of the curve P-256");
        AssertRefused(rsa.ExportPkcs8PrivateKeyPem(), "it is not an ECDSA key of the curve P-256");
    }

    [Fact]
    public void FromPem_OtherTexts_AreRefusedWithWhatTheyAre()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = _key.PrivatePem;
        AssertRefused("", "it is not one PEM block 'PRIVATE KEY'");
        AssertRefused(_key.PublicPem, "it is another PEM block than 'PRIVATE KEY'");
        AssertRefused(key.ExportECPrivateKeyPem(), "it is a private key of another kind, or in the wrong place: a block 'PRIVATE KEY' is read here");
        AssertRefused(pem + "\n" + pem, "it is not one PEM block 'PRIVATE KEY'");
        AssertRefused(new string('\n', 4096) + pem, "it is longer than 2048 characters");
        AssertRefused(PemEncoding.WriteString("PRIVATE KEY", [.. key.ExportPkcs8PrivateKey(), 0]), "it has bytes behind the key");
        AssertRefused(PemEncoding.WriteString("PRIVATE KEY", [1, 2, 3]), "it is not an ECDSA key of the curve P-256");
    }

    public void Dispose() => _key.Dispose();

    private static void AssertRefused(string pem, string why)
    {
        var error = Assert.Throws<CoasterException>(() => BookingSigner.FromPem(pem, "the Secret booking-key"));
        Assert.Equal(("cannot read the Secret booking-key", why), (error.What, error.Why));
    }
}
