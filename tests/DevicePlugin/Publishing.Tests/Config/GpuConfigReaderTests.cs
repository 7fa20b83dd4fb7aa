using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Config;
using Coaster.Publishing.Modes;
using Coaster.Testing;

namespace Coaster.Publishing.Tests.Config;

public sealed class GpuConfigReaderTests
{
    private static readonly NodeInventory Node = Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1), Gpus.Gpu(2), Gpus.Lost(3));

    [Fact]
    public void Read_NoSpecification_IsAutoForAll() => Assert.Equal(["auto", "auto", "auto"], Modes(null));

    [Theory]
    [InlineData("""{"gpu":"*","mode":"shared"}""", "shared shared shared")]
    [InlineData("""{"gpu":"1","mode":"whole"},{"gpu":"*","mode":"shared"}""", "shared whole shared")]
    [InlineData("""{"gpu":"*","mode":"shared"},{"gpu":"gpu-00000002-AAAA","mode":"local"}""", "shared shared local")]
    [InlineData("""{"gpu":"0","mode":"shared"},{"gpu":"GPU-00000000-aaaa","mode":"whole"},{"gpu":"*","mode":"local"}""", "whole local local")]
    public void Read_Entries_TheMoreExactAndTheLaterCount(string entries, string expected) =>
        Assert.Equal(expected.Split(' '), Modes("{\"gpus\":[" + entries + "]}"));

    [Fact]
    public void Read_Layout_IsTaken() => Assert.Equal(
        ["mig 1g.18gb 1g.18gb 3g.71gb", "auto", "auto"],
        Modes("""{"gpus":[{"gpu":"0","mode":"mig","layout":["3g.71gb","1g.18gb","1g.18gb"]}]}"""));

    [Theory]
    [InlineData("""{"gpu":"9","mode":"shared"}""", "gpus[1] names '9', which is no GPU of this node")]
    [InlineData("""{"gpu":"3","mode":"shared"}""", "gpus[1] names '3', which is no GPU of this node")]
    [InlineData("""{"gpu":"GPU-\u0007","mode":"shared"}""", "gpus[1] names 'GPU-?', which is no GPU of this node")]
    [InlineData("""{"gpu":"0","mode":"all"}""", "gpus[1] has the mode 'all', which is none of auto, shared, whole, local, mig")]
    [InlineData("""{"gpu":"0","mode":"auto","layout":["1g.18gb"]}""", "gpus[1] has a layout, which goes with the mode mig only, and the mode auto")]
    [InlineData("""{"gpu":"0","mode":"auto","carve":true}""", "gpus[1] has a field that is unknown or of the wrong type")]
    [InlineData("""{"gpu":"0","mode":"mig","layout":["../x"]}""", "gpus[1] has the profile '../x', which no MIG device can have")]
    [InlineData("""{"gpu":"0","mode":"mig","layout":[null]}""", "gpus[1] has the profile '', which no MIG device can have")]
    [InlineData("""{"gpu":"0","mode":"whole","more":1}""", "gpus[1] has a field that is unknown or of the wrong type")]
    [InlineData("""{"gpu":"0","mode":5}""", "gpus[1] has a field that is unknown or of the wrong type")]
    [InlineData("""{"gpu":"0","mode":null}""", "gpus[1] has a field that is unknown or of the wrong type")]
    [InlineData("5", "gpus[1] has a field that is unknown or of the wrong type")]
    [InlineData("null", "gpus[1] is null")]
    public void Read_BadEntry_IsRefusedAndDisturbsNoOther(string entry, string refusal)
    {
        var wanted = Read($$"""{"gpus":[{"gpu":"1","mode":"whole"},{{entry}},{"gpu":"2","mode":"local"}]}""");
        Assert.Equal([refusal], wanted.Refusals);
        Assert.Equal(("whole", "local"), ($"{wanted.Of(Gpus.Uuid(1))}", $"{wanted.Of(Gpus.Uuid(2))}"));
    }

    [Fact]
    public void Read_BadEntryForAGpu_LeavesThatGpuAsItIs()
    {
        var wanted = Read("""{"gpus":[{"gpu":"*","mode":"shared"},{"gpu":"0","mode":"wole"}]}""");
        Assert.Equal((null, new GpuModeSpec(GpuMode.Shared)), (wanted.Of(Gpus.Uuid(0)), wanted.Of(Gpus.Uuid(1))));
    }

    [Fact]
    public void Read_BadEntryForAll_LeavesTheOthersAsTheyAre()
    {
        var wanted = Read("""{"gpus":[{"gpu":"0","mode":"whole"},{"gpu":"*","mode":"wole"}]}""");
        Assert.Equal((new GpuModeSpec(GpuMode.Whole), null), (wanted.Of(Gpus.Uuid(0)), wanted.Of(Gpus.Uuid(1))));
    }

    [Fact]
    public void Read_TooManyEntries_CountsTheFirst()
    {
        var entries = Enumerable.Repeat("""{"gpu":"0","mode":"whole"}""", 256).Append("""{"gpu":"0","mode":"local"}""");
        var wanted = Read($$"""{"gpus":[{{string.Join(',', entries)}}]}""");
        Assert.Equal(("whole", "gpus has 257 entries, and the first 256 count"), ($"{wanted.Of(Gpus.Uuid(0))}", Assert.Single(wanted.Refusals)));
    }

    [Fact]
    public void ReadFile_Specification_IsTheSameAsTheResources()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "modes.json");
        Assert.Null(GpuConfigFile.Read(path));
        File.WriteAllText(path, """{"gpus":[{"gpu":"*","mode":"whole"}]}""");
        Assert.Equal(new GpuModeSpec(GpuMode.Whole), GpuConfigReader.Read(GpuConfigFile.Read(path), Node).Others);
    }

    [Theory]
    [InlineData("gpus", "it is not a list of GPU modes at line 1, byte 1")]
    [InlineData("""{"gpus":{}}""", "it is not a list of GPU modes at line 1, byte 10")]
    [InlineData(null, "it is larger than 1 MiB")]
    public void ReadFile_WrongText_IsRefused(string? text, string why)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "modes.json");
        File.WriteAllText(path, text ?? new string(' ', (1 << 20) + 1));
        Assert.Equal(why, Assert.Throws<CoasterException>(() => GpuConfigFile.Read(path)).Why);
    }

    private static WantedModes Read(string? json) =>
        GpuConfigReader.Read(json is null ? null : JsonSerializer.Deserialize(json, GpuConfigJson.Default.V1alpha1GpuConfigSpec), Node);

    private static IEnumerable<string> Modes(string? json) => Enumerable.Range(0, 3).Select(gpu => $"{Read(json).Of(Gpus.Uuid(gpu))}");
}
