namespace Coaster.GpuModel.Tests;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c", true)]
    [InlineData("0a1b", true)]
    [InlineData("", false)]
    [InlineData("-GPU", false)]
    [InlineData("MIG-0a", false)]
    [InlineData("GPU-../..", false)]
    [InlineData("GPU-a/b", false)]
    [InlineData("GPU-a\0", false)]
    [InlineData("GPU-é", false)]
    public void IsGpuUuid_Text_IsLettersDigitsAndDashes(string text, bool expected) => Assert.Equal(expected, Identifiers.IsGpuUuid(text));

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void IsGpuUuid_Length_IsBounded(int length, bool expected) =>
        Assert.Equal(expected, Identifiers.IsGpuUuid(new string('a', length)));

    [Theory]
    [InlineData("MIG-0a1b-2c", true)]
    [InlineData("MIG-", false)]
    [InlineData("GPU-0a1b", false)]
    [InlineData("MIG-GPU-0a1b/1/0", false)]
    public void IsMigUuid_Text_NeedsItsPrefix(string text, bool expected) => Assert.Equal(expected, Identifiers.IsMigUuid(text));

    [Theory]
    [InlineData("00000000:1B:00.0", true)]
    [InlineData("0000:1b:00.7", true)]
    [InlineData("1B:00.0", false)]
    [InlineData("00000000:1B:00.8", false)]
    [InlineData("00000000:1B:00,0", false)]
    [InlineData("00000000:1B.00.0", false)]
    [InlineData("0000000g:1B:00.0", false)]
    [InlineData("00000000:1x:00.0", false)]
    [InlineData("00000000:1B:0y.0", false)]
    [InlineData("000000000:1B:00.0", false)]
    [InlineData("0000:1B:00.0/", false)]
    [InlineData("0000:", false)]
    [InlineData("", false)]
    public void IsPciBusId_Text_IsAnAddress(string text, bool expected) => Assert.Equal(expected, Identifiers.IsPciBusId(text));

    [Theory]
    [InlineData("web-1", true)]
    [InlineData("a.b_c+d", true)]
    [InlineData("0d9f2c1e-7d4b-4f3c-9a55-0f4b6f2f6c11", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("-rf", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    public void IsName_Text_CannotLeaveItsFolder(string text, bool expected) => Assert.Equal(expected, Identifiers.IsName(text));

    [Fact]
    public void IsName_TooLong_IsRefused() => Assert.False(Identifiers.IsName(new string('a', Identifiers.MaxName + 1)));

    [Theory]
    [InlineData("node-1", true)]
    [InlineData("gpu-7.example.com", true)]
    [InlineData("7", true)]
    [InlineData("", false)]
    [InlineData("Node-1", false)]
    [InlineData("-node", false)]
    [InlineData("node.", false)]
    [InlineData("node_1", false)]
    [InlineData("node\n", false)]
    public void IsNodeName_Text_IsAHostName(string text, bool expected) => Assert.Equal(expected, Identifiers.IsNodeName(text));

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void IsNodeName_Length_IsBounded(int length, bool expected) => Assert.Equal(expected, Identifiers.IsNodeName(new string('a', length)));

    [Theory]
    [InlineData("0123456789abcdef", true)]
    [InlineData("0123456789abcde", false)]
    [InlineData("0123456789abcdef0", false)]
    [InlineData("0123456789ABCDEF", false)]
    [InlineData("0123456789abcdeg", false)]
    public void IsKeyId_Text_IsSixteenSmallDigits(string text, bool expected) => Assert.Equal(expected, Identifiers.IsKeyId(text));
}
