using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>
/// Kubernetes' MicroTime: the API server takes six digits after the second, and no other number of them
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/micro_time.go).
/// </summary>
public sealed class MicroTimeConverter : JsonConverter<DateTime>
{
    /// <summary>A moment in UTC as the API server takes it.</summary>
    public static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime().ToUniversalTime();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
