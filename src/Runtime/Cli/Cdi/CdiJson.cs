using System.Text;
using System.Text.Json;
using Coaster.Cdi;

namespace Coaster.Cli.Cdi;

/// <summary><c>coaster cdi list -o json</c>: <c>{devices:[{name, file}], problems:[{file, why}]}</c>.</summary>
internal static class CdiJson
{
    internal static string Of(IEnumerable<CdiDevice> devices, IEnumerable<CdiProblem> problems)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteList(json, "devices", devices.Select(device => ("name", device.Name.ToString(), "file", device.File)));
            WriteList(json, "problems", problems.Select(problem => ("file", problem.File, "why", problem.Why)));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<(string First, string FirstText, string Second, string SecondText)> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString(item.First, item.FirstText);
            json.WriteString(item.Second, item.SecondText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
