using Coaster.KubeApi;

namespace Coaster.Publishing.Config;

/// <summary>The kind's place at an API server.</summary>
internal static class GpuConfigResources
{
    public static GenericClient<V1alpha1GpuConfig> GpuConfigs(this Kubernetes kubernetes) =>
        new(kubernetes, "ten.ai", "v1alpha1", "gpuconfigs", GpuConfigJson.Default);
}
