using System.Text;
using System.Text.Json;

namespace Coaster.Runtime;

/// <summary>
/// The log that an engine names with <c>--log</c>: containerd's shim takes the last line's <c>msg</c> from it and shows that to the user,
/// in place of what the runtime prints.
/// </summary>
internal static class EngineLog
{
    internal static void Append(string path, string level, string message)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                json.WriteString("level", level);
                json.WriteString("msg", message);
                json.WriteString("time", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
                json.WriteEndObject();
            }

            file.Write(Encoding.UTF8.GetBytes("\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The message is on stderr already; a log that cannot be written must not hide it.
        }
    }
}
