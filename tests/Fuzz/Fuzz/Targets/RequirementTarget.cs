using System.Text;
using Coaster.Contract;
using Coaster.Fuzz.Inputs;
using Coaster.Settings;

namespace Coaster.Fuzz.Targets;

/// <summary>The language of NVIDIA_REQUIRE_*, and the old images' CUDA_VERSION.</summary>
internal static class RequirementTarget
{
    private static readonly string[] Words =
        ["cuda", "driver", "arch", "brand", "vendor", "=", "!=", "<", "<=", ">", ">=", "!", " ", ",", "12.4", "570.124.06", "9.0", "tesla", "nvidia", "0", ".", "99999999999999999999", "-1", "\t", "é", "v", "-", "+"];

    public static FuzzTarget Make()
    {
        var mutator = new Mutator([Encoding.UTF8.GetBytes("cuda>=12.4 brand=tesla,driver>=470,driver<471 arch!=9.0"), Encoding.UTF8.GetBytes("12.4.1-rc+1")], Words);
        return new FuzzTarget("requirement", random => random.Next(2) == 0 ? TextInput.Of(random, Words, 30) : mutator.Next(random), Feed);
    }

    private static void Feed(byte[] input)
    {
        var text = TextInput.Text(input);
        Requirements.Check([(input.Length % 4 == 0 ? "CUDA_VERSION=" : "NVIDIA_REQUIRE_X=") + text], RequestPolicy.Default, Machine.Node, Machine.Node.Gpus);
    }
}
