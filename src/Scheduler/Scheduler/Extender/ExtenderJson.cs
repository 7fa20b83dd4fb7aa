using System.Text.Json.Serialization;

namespace Coaster.Scheduler.Extender;

/// <summary>Reads and writes as Go does, whose types have no names of their own for JSON: written as declared, read whatever the letters' case.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, MaxDepth = 64)]
[JsonSerializable(typeof(ExtenderArgs))]
[JsonSerializable(typeof(ExtenderFilterResult))]
[JsonSerializable(typeof(ExtenderBindingArgs))]
[JsonSerializable(typeof(ExtenderBindingResult))]
[JsonSerializable(typeof(IReadOnlyList<HostPriority>))]
internal sealed partial class ExtenderJson : JsonSerializerContext;
