using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Cdi.Tests;

public sealed class CdiNameTests
{
    private const string Letters = "aZ09_-.:/= é\0";
    private static readonly Gen<string> AnyText = Gen.Elements(Letters.ToCharArray()).ArrayOf().Select(letters => new string(letters));

    [Theory]
    [InlineData("nvidia.com/gpu=0", "nvidia.com", "gpu", "0")]
    [InlineData("nvidia.com/gpu=GPU-2e01b2a3-2e3c", "nvidia.com", "gpu", "GPU-2e01b2a3-2e3c")]
    [InlineData("nvidia.com/gpu=0:1", "nvidia.com", "gpu", "0:1")]
    [InlineData("a/b=c", "a", "b", "c")]
    [InlineData("v_e-n.d0r/c.l_a-ss9=d_e.v:i-ce", "v_e-n.d0r", "c.l_a-ss9", "d_e.v:i-ce")]
    public void TryParse_Name_HasItsParts(string text, string vendor, string @class, string device) =>
        Assert.Equal(new CdiName(vendor, @class, device), CdiName.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("0")]
    [InlineData("all")]
    [InlineData("/dev/nvidia0")]
    [InlineData("/vendor/class=device")]
    [InlineData("vendor=device")]
    [InlineData("vendor/=device")]
    [InlineData("/class=device")]
    [InlineData("vendor/class=")]
    [InlineData("vendor/class")]
    [InlineData("vendor/class/more=device")]
    [InlineData("vendor/class=dev=ice")]
    [InlineData("1vendor/class=device")]
    [InlineData("vendor/1class=device")]
    [InlineData("vendor-/class=device")]
    [InlineData("vendor/class.=device")]
    [InlineData("vendor/class=-device")]
    [InlineData("vendor/class=device:")]
    [InlineData("vendor/class=dev ice")]
    [InlineData("vendor/class=dev/ice")]
    [InlineData("vén/class=device")]
    [InlineData("vendor/class=0\n")]
    public void TryParse_NoName_IsNull(string text) => Assert.Null(CdiName.TryParse(text));

    [Fact]
    public void TryParse_AnyText_IsNullOrComesOutAgain() =>
        Prop.ForAll(AnyText.ToArbitrary(), text => CdiName.TryParse(text) is not { } name || name.ToString() == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void TryParse_AnyParts_AreFoundAgainWhenEachIsValid() =>
        Prop.ForAll(AnyText.Three().ToArbitrary(), parts =>
        {
            var (vendor, @class, device) = parts;
            var isValid = CdiName.IsKind($"{vendor}/{@class}") && CdiName.IsDevice(device);
            return (CdiName.TryParse($"{vendor}/{@class}={device}") is not null) == isValid;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void TryParse_MutatedName_IsNullOrComesOutAgain() =>
        Prop.ForAll(Mutations.Of("nvidia.com/gpu=0:1").ToArbitrary(), bytes =>
        {
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            return CdiName.TryParse(text) is not { } name || name.ToString() == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
