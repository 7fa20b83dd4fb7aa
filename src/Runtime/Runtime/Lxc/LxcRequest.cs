using System.Buffers;
using System.Collections;
using System.Text.Json;
using Coaster.Oci;

namespace Coaster.Runtime.Lxc;

/// <summary>What an LXC container asks for: its lxc.environment, which LXC hands to its hooks, in the shape of a config.json.</summary>
internal static class LxcRequest
{
    internal static BundleSpec FromEnvironment()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("process");
            json.WriteStartArray("env");
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                json.WriteStringValue($"{variable.Key}={variable.Value}");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return BundleSpec.Parse(buffer.WrittenMemory);
    }
}
