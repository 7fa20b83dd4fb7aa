using System.Buffers;
using System.Text;
using System.Text.Json;
using Coaster.Contract;
using Coaster.Fuzz.Inputs;
using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Fuzz.Targets;

/// <summary>The variables and annotations of a container, under every policy; each line of an input is one, an annotation with an @ before it.</summary>
internal static class EnvTarget
{
    private static readonly string[] Words =
    [
        "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES", "NVIDIA_REQUIRE_CUDA", "NVIDIA_REQUIRE_X", "NVIDIA_DISABLE_REQUIRE", "NVIDIA_IMEX_CHANNELS", "NVIDIA_MIG_CONFIG_DEVICES",
        "NVIDIA_MIG_MONITOR_DEVICES", "NVIDIA_GDS", "NVIDIA_MOFED", "CUDA_VERSION", "COASTER_GPU_MEM", "COASTER_GPU_CORE", "COASTER_GPU_BLOCK", "DOCKER_RESOURCE_GPU",
        "@ten.ai/gpu-mem", "@ten.ai/gpu-core", "@ten.ai/gpu-block", "@cdi.k8s.io/x", "=", "=", "\n", "\n", ",", "0", "0:1", "all", "none", "void", "GPU-1", "MIG-1", "nvidia.com/gpu=0",
        "compute", "utility", "4Gi", "30", "30!", "cuda>=12.4", "driver<1", "brand=tesla", "arch!=9.0", "enabled", " ", "..", "/", "-1", "99999999999999999999", "\0", "é", "12.4.1",
    ];

    private static readonly RequestPolicy[] Policies =
    [
        .. Enum.GetValues<EnvironmentRequests>().Select(environment => RequestPolicy.Default with { Environment = environment, VolumeMounts = environment == EnvironmentRequests.All, SwarmResources = ["DOCKER_RESOURCE_GPU"] }),
    ];

    public static FuzzTarget Make()
    {
        var mutator = new Mutator([Encoding.UTF8.GetBytes("NVIDIA_VISIBLE_DEVICES=0,1\nNVIDIA_DRIVER_CAPABILITIES=compute,utility\nNVIDIA_REQUIRE_CUDA=cuda>=12.4 brand=tesla,driver>=470\n@ten.ai/gpu-mem=4Gi\n@ten.ai/gpu-core=30!")], Words);
        return new FuzzTarget("env", random => random.Next(2) == 0 ? TextInput.Of(random, Words, 40) : mutator.Next(random), Feed);
    }

    private static void Feed(byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        var spec = BundleSpec.Parse(Document(lines));
        foreach (var policy in Policies)
            ContainerContract.Read(spec, policy, AskedBy.Anyone);
        ContainerContract.Read(spec, Policies[0], AskedBy.Engine);
        Requirements.Check(spec.Env, Policies[0], Machine.Node, Machine.Node.Gpus);
    }

    private static ReadOnlyMemory<byte> Document(string[] lines)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("process");
        json.WriteStartArray("env");
        foreach (var line in lines.Where(line => !line.StartsWith('@')))
            json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        foreach (var (name, value) in lines.Where(line => line.StartsWith('@')).Select(Split).DistinctBy(pair => pair.Name))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static (string Name, string Value) Split(string line) =>
        line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? (line[1..equals], line[(equals + 1)..]) : (line[1..], "");
}
