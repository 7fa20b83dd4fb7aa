using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Tests.Library;

public sealed unsafe class GrowingListTests
{
    [Fact]
    public void Read_ListThatGrowsTwice_IsWhole()
    {
        uint[] lengths = [3, 40, 41];
        var call = 0;
        var result = GrowingList.Read<int>((int* items, ref uint count) =>
        {
            var wanted = lengths[Math.Min(call++, 2)];
            var fits = count >= wanted;
            for (var i = 0; fits && i < wanted; i++)
                items[i] = i;
            count = wanted;
            return fits ? nvmlReturn_t.NVML_SUCCESS : nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE;
        });
        Assert.Equal(Enumerable.Range(0, 41), result.Value);
    }

    [Theory]
    [InlineData(NvmlStatus.NotFound)]
    [InlineData(NvmlStatus.NoData)]
    public void Read_NothingToTell_IsEmpty(NvmlStatus status) =>
        Assert.Empty(GrowingList.Read<int>((int* _, ref uint _) => (nvmlReturn_t)status).Value);

    [Fact]
    public void Read_EndlessGrowth_IsBounded()
    {
        var calls = 0;
        var result = GrowingList.Read<int>((int* _, ref uint count) =>
        {
            calls++;
            count = uint.MaxValue;
            return nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE;
        });
        Assert.Equal(NvmlStatus.InsufficientSize, result.Status);
        Assert.Equal(8, calls);
    }
}
