using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>Kubernetes' Time, which has whole seconds.</summary>
internal sealed class TimeConverter : JsonConverter<DateTime>
{
    internal static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
