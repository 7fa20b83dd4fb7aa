using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coaster.GpuModel.Bookings;
using Coaster.Placement;

namespace Coaster.Contract.Tests.Golden;

/// <summary>
/// What a container got, as the golden files have it: what was booked, its whole env, and of devices, rules and mounts those that the
/// config.json did not have before. A line for each.
/// </summary>
internal static class GoldenText
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyList<string> cdiDevices) => "{\n" + List("cdiDevices", cdiDevices.Select(name => (JsonNode?)name)) + "\n}";

    public static string Of(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, Placed? booked)
    {
        var (old, now) = (JsonNode.Parse(before.Span)!, JsonNode.Parse(after.Span)!);
        string[] parts =
        [
            List("booking", Booking(booked).Select(line => (JsonNode?)line)),
            List("env", now["process"]!["env"]!.AsArray()),
            List("devices", Added(old, now, "linux", "devices")),
            List("rules", Added(old, now, "linux", "resources", "devices")),
            List("mounts", Added(old, now, "mounts")),
        ];
        return "{\n" + string.Join(",\n", parts) + "\n}";
    }

    private static IEnumerable<string> Booking(Placed? booked) => booked is null ? [] : booked.Grants.Select(grant => Line(booked, grant));

    private static string Line(Placed booked, GpuGrant grant)
    {
        var (gpu, mig) = GoldenGpus.Find(grant);
        var limit = booked.CoreLimit == CoreLimit.Hard ? " hard" : "";
        return $"{booked.Kind.Word()}{limit}: GPU {gpu.Index}{(mig is null ? "" : ":" + mig.Index)}, {grant.MemoryMiB} MiB, {grant.CorePercent} %";
    }

    private static IEnumerable<JsonNode?> Added(JsonNode before, JsonNode after, params string[] path)
    {
        var known = Items(before, path).Select(Text).ToHashSet(StringComparer.Ordinal);
        return Items(after, path).Where(item => !known.Contains(Text(item)));
    }

    private static IEnumerable<JsonNode?> Items(JsonNode document, string[] path) =>
        path.Aggregate((JsonNode?)document, (node, name) => node?[name])?.AsArray() ?? Enumerable.Empty<JsonNode?>();

    private static string List(string name, IEnumerable<JsonNode?> items)
    {
        var text = new StringBuilder($"  \"{name}\": [");
        text.AppendJoin(',', items.Select(item => "\n    " + Text(item)));
        return text.Append(text[^1] == '[' ? "]" : "\n  ]").ToString();
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(OneLine) ?? "null";
}
