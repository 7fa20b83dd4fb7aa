using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class GpuSpecTests
{
    [Theory]
    [InlineData("all", "all")]
    [InlineData("2", "2")]
    [InlineData("count=2", "2")]
    [InlineData("count=all", "all")]
    [InlineData("device=0,1", "device=0,1")]
    [InlineData("\"device=0,1\"", "device=0,1")]
    [InlineData("'\"device=0,1\"'", "device=0,1")]
    [InlineData("device=\"0,1\"", "device=0,1")]
    [InlineData("device=GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c", "device=GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c")]
    [InlineData("device=MIG-4404041a", "device=MIG-4404041a")]
    [InlineData("device=0:1", "device=0:1")]
    [InlineData("device=0000:1B:00.0", "device=0000:1B:00.0")]
    [InlineData(" mem=4Gi , core=30 ", "mem=4Gi,core=30")]
    [InlineData("core=30!,mem=4096Mi", "mem=4Gi,core=30!")]
    [InlineData("block=25", "block=25")]
    [InlineData("block=25!", "block=25!")]
    [InlineData("model=H200,mem=8Gi", "mem=8Gi,model=H200")]
    [InlineData("model=H200,A100,block=10,device=0,1", "block=10,device=0,1,model=H200,A100")]
    [InlineData("model=RTX 6000", "model=RTX 6000")]
    [InlineData("mem=4Gi,priority=9,tier=driver", "mem=4Gi,tier=driver,priority=9")]
    [InlineData("block=5!,priority=0,device=0,1,tier=watcher", "block=5!,tier=watcher,device=0,1")]
    [InlineData("count=1,model=H200", "model=H200")]
    [InlineData("all,model=H200", "all,model=H200")]
    [InlineData("2,model=H200", "count=2,model=H200")]
    [InlineData("count=1,device=0,1", "count=1,device=0,1")]
    public void Parse_Spec_MeansItsCanonicalText(string spec, string canonical) =>
        Assert.Equal(canonical, GpuSpec.Format(GpuSpec.Parse(spec)));

    [Fact]
    public void Parse_All_IsOpenUseOfEveryGpu() => Assert.Equal(new OpenRequest(GpuFilter.Any, null), GpuSpec.Parse("all"));

    [Fact]
    public void Parse_Number_IsOpenUseOfSoMany() => Assert.Equal(new OpenRequest(GpuFilter.Any, 2), GpuSpec.Parse("2"));

    [Fact]
    public void Parse_ModelAlone_IsOpenUseOfOne() =>
        Assert.Equal(new OpenRequest(new GpuFilter(["H200"], []), 1), GpuSpec.Parse("model=H200"));

    [Fact]
    public void Parse_Devices_IsOpenUseOfThemAll() =>
        Assert.Equal(new OpenRequest(new GpuFilter([], [new("0"), new("1:2")]), null), GpuSpec.Parse("device=0,1:2"));

    [Fact]
    public void Parse_MemoryAlone_GuaranteesNoCompute() =>
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Amount(1536, 0), CoreLimit.Soft), GpuSpec.Parse("mem=1.5Gi"));

    [Fact]
    public void Parse_MarkedCore_IsAHardLimit() =>
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Amount(4096, 30), CoreLimit.Hard), GpuSpec.Parse("mem=4Gi,core=30!"));

    [Fact]
    public void Parse_Blocks_IsAShareOfBoth() =>
        Assert.Equal(new ShareRequest(GpuFilter.Any, new ShareSize.Blocks(25), CoreLimit.Soft), GpuSpec.Parse("block=25"));

    [Theory]
    [InlineData("", "cannot read --gpus: there is an empty element in it. Write it as in all, 2, device=0,1 or mem=4Gi,core=30.")]
    [InlineData("device=0,", "cannot read --gpus: there is an empty element in it. Write it as in all, 2, device=0,1 or mem=4Gi,core=30.")]
    [InlineData("mem=", "cannot read --gpus: mem= has no value. Give it one or leave it out.")]
    [InlineData("mem=4", "cannot read --gpus mem: '4' has no unit. Write the size with its unit, Mi, Gi or Ti, such as 4Gi or 512Mi.")]
    [InlineData("core=30", "cannot read --gpus: core stands without mem. Say how much memory goes with it, such as mem=4Gi,core=30.")]
    [InlineData("block=5,mem=1Gi", "cannot read --gpus: block stands beside mem or core, and means both. Keep block alone, or write mem and core.")]
    [InlineData("block=5,core=1", "cannot read --gpus: block stands beside mem or core, and means both. Keep block alone, or write mem and core.")]
    [InlineData("2,mem=1Gi", "cannot read --gpus: count stands beside mem, and a share is of one GPU. Leave count out, or leave mem out for whole GPUs.")]
    [InlineData("count=2,block=5", "cannot read --gpus: count stands beside block, and a share is of one GPU. Leave count out, or leave block out for whole GPUs.")]
    [InlineData("0", "cannot read --gpus: count is 0. Write count as a number from 1 to 1024.")]
    [InlineData("none", "cannot read --gpus: count is 'none', which is no whole number. Write count as a number from 1 to 1024.")]
    [InlineData("count=-1", "cannot read --gpus: count is '-1', which is no whole number. Write count as a number from 1 to 1024.")]
    [InlineData("block=0", "cannot read --gpus: block is 0. Write block as a number from 1 to 100.")]
    [InlineData("block=101", "cannot read --gpus: block is 101. Write block as a number from 1 to 100.")]
    [InlineData("mem=1Gi,core=0", "cannot read --gpus: core is 0. Write core as a number from 1 to 100.")]
    [InlineData("mem=1Gi,core=101!", "cannot read --gpus: core is 101. Write core as a number from 1 to 100.")]
    [InlineData("mem=1Gi,core=30%", "cannot read --gpus: core is '30%', which is no whole number. Write core as a number from 1 to 100.")]
    [InlineData("mem=1Gi,30", "cannot read --gpus: '30' continues mem=, which is no list. Only device= and model= take several values.")]
    [InlineData("2,3", "cannot read --gpus: '3' continues count=, which is no list. Only device= and model= take several values.")]
    [InlineData("mem=1Gi,mem=2Gi", "cannot read --gpus: mem is there twice. Keep one of the two.")]
    [InlineData("2,count=2", "cannot read --gpus: count is there twice. Keep one of the two.")]
    [InlineData("device=0,device=1", "cannot read --gpus: device is there twice. Write all of them behind one device=.")]
    [InlineData("memory=4Gi", "cannot read --gpus: 'memory' is no key. The keys are count, device, model, mem, core, block, tier, priority.")]
    [InlineData("all,capabilities=utility", "cannot read --gpus: capabilities= is docker's, and Coaster always gives what a GPU needs. Leave capabilities= out.")]
    [InlineData("driver=nvidia", "cannot read --gpus: driver= is docker's, and Coaster always gives what a GPU needs. Leave driver= out.")]
    [InlineData("device=../../etc", "cannot read --gpus: '../../etc' is no device. Name devices by index (0), UUID (GPU-…, MIG-…), PCI bus id or GPU:MIG (0:1).")]
    [InlineData("mem=1Gi,tier=booked", "cannot read --gpus: tier is 'booked'. Write tier as one of watcher, shim, mps, driver and mig.")]
    [InlineData("mem=1Gi,tier=Shim", "cannot read --gpus: tier is 'Shim'. Write tier as one of watcher, shim, mps, driver and mig.")]
    [InlineData("mem=1Gi,priority=10", "cannot read --gpus: priority is '10'. Write priority as a number from 0 to 9.")]
    [InlineData("mem=1Gi,priority=-1", "cannot read --gpus: priority is '-1'. Write priority as a number from 0 to 9.")]
    [InlineData("all,tier=shim", "cannot read --gpus: tier stands without mem or block, and whole GPUs have no limits. Leave tier out, or ask for a share such as mem=4Gi,core=30.")]
    [InlineData("device=0,1,priority=3", "cannot read --gpus: priority stands without mem or block, and whole GPUs have no limits. Leave priority out, or ask for a share such as mem=4Gi,core=30.")]
    [InlineData("model=<b>", "cannot read --gpus: '<b>' is no model name. Write a part of it, such as H200.")]
    public void Parse_NoSpec_SaysWhatWhyAndMend(string spec, string message) =>
        Assert.Equal(message, Assert.Throws<CoasterException>(() => GpuSpec.Parse(spec)).Message);

    [Fact]
    public void Parse_MoreThan4KiB_IsRefused() =>
        Assert.Contains("more than 4096", Assert.Throws<CoasterException>(() => GpuSpec.Parse(new string('0', 4097))).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OtherSource_IsNamed() =>
        Assert.StartsWith(
            "cannot read COASTER_GPUS mem:",
            Assert.Throws<CoasterException>(() => GpuSpec.Parse("mem=4", "COASTER_GPUS")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Format_Exclusive_HasNoSpec() =>
        Assert.Throws<ArgumentException>(() => GpuSpec.Format(new ExclusiveRequest(GpuFilter.Any, 1)));
}
