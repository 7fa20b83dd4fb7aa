using System.Security.Cryptography;

namespace Coaster.BookingKeys.Tests;

public sealed class KeyRingTests : IDisposable
{
    private readonly TestKey _first = new();
    private readonly TestKey _second = new();

    [Fact]
    public void Load_SeveralKeys_HasThemInTheOrderOfTheirNames()
    {
        var ring = TestKey.Ring(("b", _second.PublicPem), ("a", _first.PublicPem));
        Assert.Equal([_first.Signer.KeyId, _second.Signer.KeyId], ring.KeyIds);
        Assert.Empty(ring.Problems);
    }

    [Fact]
    public void Load_KeyTwice_IsOneKey() => Assert.Single(TestKey.Ring(("a", _first.PublicPem), ("b", "\n  " + _first.PublicPem + "\n\n")).KeyIds);

    [Fact]
    public void Load_BrokenEntry_LeavesTheOthersUsable()
    {
        var ring = TestKey.Ring(("good", _first.PublicPem), ("broken", "x"), ("bad name\n", "x"));
        Assert.Equal([_first.Signer.KeyId], ring.KeyIds);
        Assert.Equal(["the entry '?' is not one PEM block 'PUBLIC KEY'", "the entry 'broken' is not one PEM block 'PUBLIC KEY'"], ring.Problems);
    }

    [Fact]
    public void Load_PrivateKey_IsToldAndNotUsed() => AssertRefused(
        _first.PrivatePem, "is a private key of another kind, or in the wrong place: a block 'PUBLIC KEY' is read here");

    [Fact]
    public void Load_OtherKeys_AreRefused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        AssertRefused(p384.ExportSubjectPublicKeyInfoPem(), "is not an ECDSA key of the curve P-256");
        AssertRefused(rsa.ExportSubjectPublicKeyInfoPem(), "is not an ECDSA key of the curve P-256");
        AssertRefused(_first.PublicPem + _second.PublicPem, "is not one PEM block 'PUBLIC KEY'");
        AssertRefused(new string(' ', 1024 * 1024), "is longer than 2048 characters");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(90)]
    public void Load_PointBesideTheCurve_IsRefused(int at)
    {
        var der = PemEncoding.TryFind(_first.PublicPem, out var fields) ? Convert.FromBase64String(_first.PublicPem[fields.Base64Data]) : [];
        der[at] ^= 1;
        AssertRefused(PemEncoding.WriteString("PUBLIC KEY", der), "is not a point of the curve P-256");
    }

    [Fact]
    public void Load_BytesBehindTheKey_IsRefused()
    {
        var der = PemEncoding.TryFind(_first.PublicPem, out var fields) ? Convert.FromBase64String(_first.PublicPem[fields.Base64Data]) : [];
        AssertRefused(PemEncoding.WriteString("PUBLIC KEY", [.. der, 0]), "is not an ECDSA key of the curve P-256");
    }

    [Fact]
    public void Load_TooManyEntries_ReadsTheFirstAndTells()
    {
        var ring = TestKey.Ring([.. Enumerable.Range(0, 17).Select(index => ($"key-{index:00}", index == 16 ? _second.PublicPem : _first.PublicPem))]);
        Assert.Equal([_first.Signer.KeyId], ring.KeyIds);
        Assert.Equal(["there are 17 entries, and only the first 16 by name are read"], ring.Problems);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static void AssertRefused(string pem, string problem)
    {
        var ring = TestKey.Ring(("entry", pem));
        Assert.Empty(ring.KeyIds);
        Assert.Equal([$"the entry 'entry' {problem}"], ring.Problems);
    }
}
