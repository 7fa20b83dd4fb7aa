using System.Text.Json;
using Coaster.Oci;

namespace Coaster.Cli.Configure.Podman;

/// <summary>The files that make podman call us for every container (https://github.com/containers/common/blob/main/pkg/hooks/docs/oci-hooks.5.md).</summary>
internal static class PodmanHooks
{
    /// <summary>The files' names, and the stage of the container's life that each is for.</summary>
    public static readonly (string File, string Stage)[] Stages = [("coaster.json", "createRuntime"), ("coaster-poststop.json", "poststop")];

    /// <summary>
    /// One file. The hook's environment is never empty: a runtime may give a hook without one the container's (CVE-2025-23266).
    /// </summary>
    public static byte[] Write(string runtime, string stage, IEnumerable<string> environment)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0.0");
            json.WriteStartObject("hook");
            json.WriteString("path", runtime);
            WriteList(json, "args", [OwnHook.Name, stage]);
            WriteList(json, "env", [$"{OwnHook.Door}={HookDoor.Podman}", .. environment]);
            json.WriteEndObject();
            json.WriteStartObject("when");
            json.WriteBoolean("always", true);
            json.WriteEndObject();
            WriteList(json, "stages", [stage]);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
