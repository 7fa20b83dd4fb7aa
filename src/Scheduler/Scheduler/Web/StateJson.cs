using System.Text.Json.Serialization;
using Coaster.ClusterState;

namespace Coaster.Scheduler.Web;

/// <summary>Writes what is shown to people and their programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<NodeView>))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class StateJson : JsonSerializerContext;
