using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>
/// Kubernetes' MicroTime: the API server takes six digits after the second, and no other number of them
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/micro_time.go).
/// </summary>
internal sealed class MicroTimeConverter : JsonConverter<DateTime>
{
    internal static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
