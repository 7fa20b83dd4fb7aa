using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coaster.GpuBench.Measuring;

/// <summary>The results as programs read them, and as they are kept with the code.</summary>
public static class ResultFile
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object: the machine, the rounds, and what the benchmark adds.</summary>
    public static void Write(string path, MachineFacts machine, int rounds, Action<Utf8JsonWriter> results)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = File.Create(path);
        using (var json = new Utf8JsonWriter(file, Options))
        {
            json.WriteStartObject();
            machine.Write(json);
            json.WriteNumber("rounds", rounds);
            results(json);
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
    }

    /// <summary>A number as it is kept: to a thousandth.</summary>
    public static double Rounded(double value) => Math.Round(value, 3);
}
