using System.Text.Json.Nodes;

namespace Coaster.KubeTesting;

/// <summary>Pods as the API server words them.</summary>
internal static class PodText
{
    public static JsonObject Pod(string name, string uid, string? booking, params JsonObject[] containers) => new()
    {
        ["kind"] = "Pod",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "default",
            ["uid"] = uid,
            ["resourceVersion"] = "10",
            ["annotations"] = booking is null ? null : new JsonObject { ["ten.ai/booking"] = booking },
        },
        ["spec"] = new JsonObject
        {
            ["nodeName"] = Bookings.Node,
            ["containers"] = new JsonArray([.. containers.DefaultIfEmpty(Container("main", 8))]),
        },
        ["status"] = new JsonObject { ["phase"] = "Running" },
    };

    public static JsonObject Container(string name, int memory = 0, string? restartPolicy = null) => new()
    {
        ["name"] = name,
        ["restartPolicy"] = restartPolicy,
        ["resources"] = new JsonObject { ["limits"] = memory > 0 ? new JsonObject { ["ten.ai/gpu-mem"] = $"{memory}" } : new JsonObject { ["cpu"] = "500m" } },
    };

    public static JsonObject At(this JsonObject pod, string version, string phase = "Running", string node = Bookings.Node)
    {
        var other = pod.DeepClone().AsObject();
        other["metadata"]!["resourceVersion"] = version;
        other["status"]!["phase"] = phase;
        other["spec"]!["nodeName"] = node;
        return other;
    }
}
