using System.Net;
using System.Text.Json.Nodes;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Api;

[Collection(ClusterGroup.Name)]
public sealed class NodeTests(Cluster cluster)
{
    private readonly GenericClient<V1Node> _nodes = cluster.Client.Nodes();

    [ClusterFact]
    public async Task PatchAsync_AnnotationsAndLabels_AreSetAndRemoved()
    {
        var node = await PatchAsync("a text", "yes");
        Assert.Equal(("a text", "yes"), (node.Metadata.Annotations!["test/inventory"], node.Metadata.Labels!["test/gpu"]));
        Assert.Contains("kubernetes.io/hostname", node.Metadata.Labels.Keys);
        var again = await PatchAsync(null, null);
        Assert.DoesNotContain("test/inventory", again.Metadata.Annotations!.Keys);
        Assert.DoesNotContain("test/gpu", again.Metadata.Labels!.Keys);
    }

    [ClusterFact]
    public async Task PatchAsync_OldVersion_IsAConflict()
    {
        var patch = V1Patch.OfMetadata(new Dictionary<string, string?> { ["test/inventory"] = "b" }, resourceVersion: "1");
        var error = await Assert.ThrowsAsync<KubernetesException>(() => _nodes.PatchAsync(patch, null, Cluster.Node));
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (error.StatusCode, error.Reason));
    }

    [ClusterFact]
    public async Task PatchAsync_JsonPatchOfStatus_AddsCapacity()
    {
        var operation = new JsonObject { ["op"] = "add", ["path"] = "/status/capacity/test~1thing", ["value"] = "2k" };
        var node = await _nodes.PatchAsync(new V1Patch(new JsonArray(operation), V1Patch.PatchType.JsonPatch), null, Cluster.Node, "status");
        Assert.Equal(2000, ResourceQuantity.Parse(node.Status!.Capacity!["test/thing"]).Value);
        Assert.All(node.Status.Capacity.Values, text => Assert.True(ResourceQuantity.TryParse(text, out _), text));
        Assert.Equal("True", Assert.Single(node.Status.Conditions!, condition => condition.Type == "Ready").Status);
    }

    private Task<V1Node> PatchAsync(string? annotation, string? label) => _nodes.PatchAsync(
        V1Patch.OfMetadata(
            new Dictionary<string, string?> { ["test/inventory"] = annotation }, new Dictionary<string, string?> { ["test/gpu"] = label }),
        null,
        Cluster.Node);
}
