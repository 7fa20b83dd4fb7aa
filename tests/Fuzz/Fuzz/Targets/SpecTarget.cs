using System.Text;
using Coaster.Fuzz.Inputs;
using Coaster.GpuModel.Requests;

namespace Coaster.Fuzz.Targets;

/// <summary>The SPEC of --gpus, and the sizes and names in it; what is read can be written and read again.</summary>
internal static class SpecTarget
{
    private static readonly string[] Words =
        ["all", "count", "device", "model", "mem", "core", "block", "=", "=", ",", ",", "0", "1", "30", "100", "!", "4Gi", "512Mi", "1Ti", "GPU-1", "MIG-1", "0:1", "H200", "\"", "'", " ", "-1", "99999999999999999999", "é", "\0"];

    public static FuzzTarget Make()
    {
        byte[][] seeds = [.. ((string[])["mem=4Gi,core=30!,device=0,model=H200", "count=2", "all", "\"device=0,1\"", "block=10", "device=GPU-1,MIG-2,0:1"]).Select(Encoding.UTF8.GetBytes)];
        var mutator = new Mutator(seeds, Words);
        return new FuzzTarget("spec", random => random.Next(2) == 0 ? TextInput.Of(random, Words, 16) : mutator.Next(random), Feed);
    }

    private static void Feed(byte[] input)
    {
        var text = TextInput.Text(input);
        _ = new DeviceName(text).Resolve(Machine.Node);
        var request = GpuSpec.Parse(text);
        var written = GpuSpec.Format(request);
        if (GpuSpec.Format(GpuSpec.Parse(written)) != written)
            throw new InvalidOperationException($"'{written}' is read as another request");
        Size(text);
    }

    /// <summary>Most texts that are a SPEC are no size: that refusal does not count.</summary>
    private static void Size(string text)
    {
        try
        {
            MemorySize.Parse(text, "mem");
        }
        catch (GpuModel.CoasterException)
        {
        }
    }
}
