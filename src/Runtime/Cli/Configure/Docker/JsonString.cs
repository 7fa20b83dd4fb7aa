using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coaster.Cli.Configure.Docker;

/// <summary>Writes a string with its quotes and escapes.</summary>
internal static class JsonString
{
    public static string Of(string text) => $"\"{JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
