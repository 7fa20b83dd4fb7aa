using System.Runtime.InteropServices;
using System.Text.Json;

namespace Coaster.GpuBench.Measuring;

/// <summary>What a reader has to know of the machine to compare numbers.</summary>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">How many processors this process may use.</param>
/// <param name="Runc">The version of runc, or <c>none</c>: not every benchmark needs it.</param>
/// <param name="Date">When it was measured.</param>
public sealed record MachineFacts(string Kernel, string Cpu, int Cores, string Runc, DateTimeOffset Date)
{
    /// <summary>This machine, now.</summary>
    public static MachineFacts Read() => new(
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        Field(File.ReadLines("/proc/cpuinfo"), "model name") ?? RuntimeInformation.OSArchitecture.ToString(),
        Environment.ProcessorCount,
        RuncVersion(),
        TimeProvider.System.GetUtcNow());

    /// <summary>The machine in one line, for people.</summary>
    public string Line => $"runc {Runc}, Linux {Kernel}, {Cores} x {Cpu}";

    /// <summary>Writes the members <c>date</c> and <c>machine</c> into the object that is open.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("date", Date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        json.WriteStartObject("machine");
        json.WriteString("kernel", Kernel);
        json.WriteString("cpu", Cpu);
        json.WriteNumber("cores", Cores);
        json.WriteString("runc", Runc);
        json.WriteEndObject();
    }

    private static string RuncVersion()
    {
        try
        {
            return Command.Run("runc", "--version").Split('\n')[0]["runc version ".Length..];
        }
        catch (IOException)
        {
            return "none";
        }
    }

    private static string? Field(IEnumerable<string> lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
