using Coaster.Enforcement.Tiers.Mps;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Tiers.Mps;

public sealed class MpsRecordTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void TryRead_Written_IsTheSame()
    {
        var record = new MpsRecord(ComputeMode.Default, new MpsPart(4096, 25));
        record.Write(_folder["record"]);
        Assert.Equal(record, MpsRecord.TryRead(_folder["record"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"computeMode\":\"x\"}")]
    [InlineData("{\"computeMode\":0,\"memoryMiB\":1}")]
    public void TryRead_Nonsense_IsNone(string text)
    {
        File.WriteAllText(_folder["record"], text);
        Assert.Null(MpsRecord.TryRead(_folder["record"]));
    }

    [Fact]
    public void TryRead_Absent_IsNone() => Assert.Null(MpsRecord.TryRead(_folder["nothing"]));

    public void Dispose() => _folder.Dispose();
}
