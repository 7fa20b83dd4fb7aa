using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class GpuSpecPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly Gen<string> Shreds = Gen.Elements(
            "all", "2", "0", "device", "model", "mem", "core", "block", "count", "=", ",", "!", "4Gi", "1.5Ti", "99999999999999999999", "-1",
            "\"", "'", " ", "GPU-1", "MIG-1", "0:1", "é", "\0", "capabilities=utility")
        .ArrayOf()
        .Select(string.Concat);

    [Fact]
    public void Parse_FormattedRequest_GivesItBack() =>
        Prop.ForAll(RequestGenerators.Request.ToArbitrary(), request => GpuSpec.Parse(GpuSpec.Format(request)).Equals(request)).Check(Often);

    [Fact]
    public void Parse_AnyShreds_GivesARequestOrTheDeclaredException() =>
        Prop.ForAll(Shreds.ToArbitrary(), IsRequestOrRefused).Check(Often);

    [Fact]
    public void Parse_AnyString_GivesARequestOrTheDeclaredException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => IsRequestOrRefused(text.Get)).Check(Often);

    private static bool IsRequestOrRefused(string text)
    {
        try
        {
            var request = GpuSpec.Parse(text);
            return GpuSpec.Parse(GpuSpec.Format(request)).Equals(request);
        }
        catch (CoasterException e)
        {
            return e.Line.StartsWith("coaster: cannot read --gpus", StringComparison.Ordinal) && !e.Line.Contains('\n');
        }
    }
}
