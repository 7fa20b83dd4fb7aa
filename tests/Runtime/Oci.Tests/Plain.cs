using System.Text;
using System.Text.Json;

namespace Coaster.Oci.Tests;

/// <summary>
/// A JSON text in one line for each value, so that a difference is easy to see: members sorted, strings unescaped, numbers as written.
/// </summary>
internal static class Plain
{
    public static string Text(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 200 });
        var lines = new StringBuilder();
        Write(document.RootElement, "", lines);
        return lines.ToString();
    }

    /// <summary>The members of the document in their order.</summary>
    public static IReadOnlyList<string> Names(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(member => member.Name)];
    }

    private static void Write(JsonElement value, string path, StringBuilder lines)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            lines.AppendLine(path + " {}");
            foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                Write(member.Value, $"{path}.{member.Name}", lines);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            lines.AppendLine(path + " []");
            foreach (var (index, item) in value.EnumerateArray().Index())
                Write(item, $"{path}[{index}]", lines);
        }
        else
        {
            lines.AppendLine($"{path} {value.ValueKind} {(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value)}");
        }
    }
}
