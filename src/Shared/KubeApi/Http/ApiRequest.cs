using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Coaster.KubeApi.Http;

/// <summary>A call: it can be sent more than once.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, escaped.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    private byte[]? Body { get; init; }

    private string ContentType { get; init; } = "application/json";

    internal bool IsRead => Method == HttpMethod.Get;

    public static ApiRequest Of<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        new(method, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    public static ApiRequest Of(V1Patch patch, string path) =>
        new(HttpMethod.Patch, path) { Body = Encoding.UTF8.GetBytes(patch.Content.ToJsonString()), ContentType = patch.ContentType };

    public HttpRequestMessage Message(Uri host)
    {
        var message = new HttpRequestMessage(Method, new Uri(host.AbsoluteUri.TrimEnd('/') + Path));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("coaster", null));
        if (Body is not null)
            message.Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue(ContentType) } };
        return message;
    }

    /// <summary>For messages: selectors are long and say little.</summary>
    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}
