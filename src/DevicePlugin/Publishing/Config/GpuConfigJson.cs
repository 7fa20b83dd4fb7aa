using System.Text.Json.Serialization;
using Coaster.KubeApi.Models;

namespace Coaster.Publishing.Config;

/// <summary>How GPU configurations are read and written, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(V1alpha1GpuConfig))]
[JsonSerializable(typeof(KubernetesList<V1alpha1GpuConfig>))]
[JsonSerializable(typeof(V1alpha1GpuConfigEntry))]
internal sealed partial class GpuConfigJson : JsonSerializerContext;
