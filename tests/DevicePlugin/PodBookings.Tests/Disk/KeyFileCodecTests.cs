using System.Text;
using Coaster.BookingKeys;
using Coaster.GpuModel;
using Coaster.PodBookings.Disk;

namespace Coaster.PodBookings.Tests.Disk;

public sealed class KeyFileCodecTests
{
    [Fact]
    public void Decode_Encoded_IsTheSame()
    {
        using var key = new TestKey();
        var keys = new Dictionary<string, string> { ["a"] = key.PublicPem, ["b"] = "\u0001 \"no key\"" };
        var back = KeyFileCodec.Decode(KeyFileCodec.Encode(keys));
        Assert.Equal(keys.ToArray(), back.ToArray());
        Assert.Equal([key.Signer.KeyId], KeyRing.Load(back).KeyIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"v":2,"keys":{}}""")]
    [InlineData("""{"v":1,"keys":[]}""")]
    [InlineData("""{"v":1,"keys":{"a":1}}""")]
    public void Decode_SomethingElse_IsRefused(string text) => Assert.Throws<CodecException>(() => KeyFileCodec.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bounded_ManyAndLong_KeepsWhatCanBeRead()
    {
        var many = Enumerable.Range(0, 40).ToDictionary(n => $"k{n:00}", n => n == 3 ? new string('x', 1 << 20) : "short");
        var bounded = KeyFileCodec.Bounded(many);
        Assert.Equal(KeyRing.MaxEntries - 1, bounded.Count);
        Assert.False(bounded.ContainsKey("k03"));
        Assert.False(bounded.ContainsKey("k16"));
    }
}
