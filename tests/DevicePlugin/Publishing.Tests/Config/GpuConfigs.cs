using Coaster.KubeTesting;

namespace Coaster.Publishing.Tests.Config;

/// <summary>Resources as the API server words them.</summary>
internal static class GpuConfigs
{
    public const string Collection = "/apis/ten.ai/v1alpha1/gpuconfigs";

    public static string Item(string uid, string version, string mode) => $$$"""
        {"apiVersion":"ten.ai/v1alpha1","kind":"GpuConfig","metadata":{"name":"node1","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"}
        """ + $$$"""
        ,"spec":{"gpus":[{"gpu":"*","mode":"{{{mode}}}"}]}}
        """;

    public static FakeAnswer Unknown { get; } = new(404, "404 page not found\n");
}
