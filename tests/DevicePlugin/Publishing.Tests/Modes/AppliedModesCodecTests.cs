using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Modes;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Publishing.Tests.Modes;

public sealed class AppliedModesCodecTests
{
    private const string Text =
        """{"v":1,"gpus":[{"gpu":"GPU-1","mode":"local"},{"gpu":"GPU-2","mode":"mig","layout":["1g.18gb","3g.71gb"]}]}""";

    [Fact]
    public void Encode_EveryField_IsAsWritten() => Assert.Equal(Text, AppliedModesCodec.Encode(new Dictionary<string, GpuModeSpec>
    {
        ["GPU-2"] = new(GpuMode.Mig) { Layout = ["1g.18gb", "3g.71gb"] },
        ["GPU-1"] = new(GpuMode.Local),
    }));

    [Fact]
    public void Decode_Encoded_GivesItBack() => Assert.Equal(Text, AppliedModesCodec.Encode(AppliedModesCodec.Decode(Text)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"v":2,"gpus":[]}""")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":1,"gpus":[{"gpu":"GPU-1","mode":"all"}]}""")]
    [InlineData("""{"v":1,"gpus":[{"gpu":"GPU-1","mode":"auto","carve":true}]}""")]
    [InlineData("""{"v":1,"gpus":[{"gpu":"*","mode":"auto"}]}""")]
    [InlineData("""{"v":1,"gpus":[{"gpu":"GPU-1","mode":"auto"},{"gpu":"GPU-1","mode":"whole"}]}""")]
    public void Decode_WrongText_IsRefused(string text) => Assert.Throws<CodecException>(() => AppliedModesCodec.Decode(text));

    [Fact]
    public void Decode_CutText_GivesModesOrTheDeclaredException() =>
        Prop.ForAll(Gen.Choose(0, Text.Length - 1).ToArbitrary(), length =>
                Assert.Throws<CodecException>(() => AppliedModesCodec.Decode(Text[..length])) is not null)
            .QuickCheckThrowOnFailure();
}
