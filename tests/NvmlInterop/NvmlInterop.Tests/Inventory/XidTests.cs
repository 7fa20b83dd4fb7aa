using Coaster.NvmlInterop.Inventory;

namespace Coaster.NvmlInterop.Tests.Inventory;

public sealed class XidTests
{
    [Theory]
    [InlineData(13, false)]
    [InlineData(31, false)]
    [InlineData(48, true)]
    [InlineData(79, true)]
    [InlineData(154, true)]
    public void ConcernsGpu_ErrorNumber_TellsProgramsFromGpus(long xid, bool expected) => Assert.Equal(expected, Xid.ConcernsGpu(xid));
}
