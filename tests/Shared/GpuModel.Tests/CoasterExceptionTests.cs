namespace Coaster.GpuModel.Tests;

public sealed class CoasterExceptionTests
{
    [Fact]
    public void Line_Parts_AreOneSentenceAndAMend() =>
        Assert.Equal("coaster: cannot book a GPU: all are held. Free one.", new CoasterException("cannot book a GPU", "all are held", "Free one").Line);

    [Fact]
    public void Line_ControlCharacters_CannotBreakIt() =>
        Assert.Equal("coaster: a?b: ?[31mc. d?.", new CoasterException("a\nb", "\u001b[31mc", "d\r").Line);
}
