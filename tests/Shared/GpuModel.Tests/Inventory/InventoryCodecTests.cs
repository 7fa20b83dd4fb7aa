using Coaster.GpuModel.Inventory;
using Coaster.Testing;
using FsCheck.Fluent;
using FsCheck;

namespace Coaster.GpuModel.Tests.Inventory;

public sealed class InventoryCodecTests
{
    private const string Format = "inventory";

    public static TheoryData<string> Cases => GoldenCases.Of(Format);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_GoldenCase_IsAsWritten(string name) =>
        GoldenCases.Check(Format, name, text => InventoryCodec.Encode(InventoryCodec.Decode(text)));

    [Fact]
    public void Decode_MigNode_HasEveryValueInItsPlace()
    {
        var mig = new MigDevice("MIG-5b3c", 1, "3g.71gb", 72_704, 2, 4);
        var gpu = new Gpu(2, "GPU-1a2b", 5, "NVIDIA H200", 143_167, "00000000:1B:00.0", 1, GpuHealth.Degraded, MigMode.Enabled, [mig])
        {
            ComputeCapability = "9.0",
            Brand = "nvidia",
        };
        var node = InventoryCodec.Decode(GoldenCases.Input(Format, "every-field"));
        Assert.Equal(("570.124.06", "12.8"), (node.DriverVersion, node.CudaVersion));
        Assert.Equal(gpu with { Mig = [] }, Assert.Single(node.Gpus) with { Mig = [] });
        Assert.Equal(mig, Assert.Single(node.Gpus[0].Mig));
    }

    [Fact]
    public void Decode_Encoded_GivesItBack() =>
        Prop.ForAll(Generators.Inventory.ToArbitrary(), node => Same(node, InventoryCodec.Decode(InventoryCodec.Encode(node))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_MutatedText_GivesAnInventoryOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(GoldenCases.Input(Format, "every-field")).ToArbitrary(), IsInventoryOrRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Decode_RandomBytes_GivesTheDeclaredException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsInventoryOrRefused).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_MoreThan256KiB_IsRefusedUnread() =>
        Assert.Equal(
            "the text is longer than 256 KiB",
            Assert.Throws<CodecException>(() => InventoryCodec.Decode(new string(' ', (256 * 1024) + 1))).Message);

    [Fact]
    public void Decode_LongInBytesOnly_IsRefused() =>
        Assert.Equal(
            "the text is longer than 256 KiB",
            Assert.Throws<CodecException>(() => InventoryCodec.Decode(new string('é', 200 * 1024))).Message);

    [Fact]
    public void Decode_DeepNesting_IsRefused() =>
        Assert.Throws<CodecException>(() => InventoryCodec.Decode("{\"x\":" + new string('[', 20_000)));

    [Fact]
    public void Decode_InvalidUtf8_IsRefused()
    {
        byte[] bytes = [.. "{\"v\":1,\"driverVersion\":\""u8, 0xFF, .. "\"}"u8];
        Assert.Throws<CodecException>(() => InventoryCodec.Decode(bytes));
    }

    [Fact]
    public void Decode_LoneSurrogate_IsRefused() =>
        Assert.Throws<CodecException>(() => InventoryCodec.Decode("""{"v":1,"driverVersion":"\ud800"}"""));

    [Fact]
    public void Decode_LargestNode_FitsTheBound()
    {
        var mig = Enumerable.Range(0, 7).Select(i => new MigDevice("MIG-" + Guid(i), i, "1g.18gb", 16_384, i + 7, 0)).ToArray();
        var gpus = Enumerable.Range(0, 16).Select(i => new Gpu(
            i, "GPU-" + Guid(i), i, "NVIDIA H200", 143_167, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Enabled, [.. mig.Select(m => m with { Uuid = $"{m.Uuid}-{i}" })]));
        Assert.InRange(InventoryCodec.Encode(new NodeInventory("570", "12.8", [.. gpus])).Length, 1, 32 * 1024);
    }

    private static string Guid(int value) => $"{value:x8}-0000-0000-0000-000000000000";

    private static bool Same(NodeInventory left, NodeInventory right) =>
        (left.DriverVersion, left.CudaVersion, left.MemoryUnit) == (right.DriverVersion, right.CudaVersion, right.MemoryUnit)
        && left.Gpus.Select(gpu => gpu with { Mig = [] }).SequenceEqual(right.Gpus.Select(gpu => gpu with { Mig = [] }))
        && left.Gpus.SelectMany(gpu => gpu.Mig).SequenceEqual(right.Gpus.SelectMany(gpu => gpu.Mig))
        && left.Gpus.Select(gpu => gpu.Mig.Count).SequenceEqual(right.Gpus.Select(gpu => gpu.Mig.Count));

    private static bool IsSafe(Gpu gpu) =>
        gpu.MemoryMiB >= 0
        && (Identifiers.IsGpuUuid(gpu.Uuid) || (gpu.Uuid.Length == 0 && gpu.Health == GpuHealth.Lost))
        && (Identifiers.IsPciBusId(gpu.PciBusId) || (gpu.PciBusId.Length == 0 && gpu.Health == GpuHealth.Lost));

    private static bool IsInventoryOrRefused(byte[] bytes)
    {
        try
        {
            var node = InventoryCodec.Decode(bytes);
            return Same(node, InventoryCodec.Decode(InventoryCodec.Encode(node)))
                && node.Gpus.All(IsSafe);
        }
        catch (CodecException e)
        {
            return e.Message.Length > 0;
        }
    }
}
