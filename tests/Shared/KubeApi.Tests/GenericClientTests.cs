using System.Text.Json.Nodes;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests;

public sealed class GenericClientTests : IAsyncLifetime
{
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _client = _server.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_Pod_IsReadFromItsPath()
    {
        _server.Answer = _ => FakeAnswer.Ok(Json.Pod("a", "u1", "5"));
        var pod = await _client.Pods().ReadAsync("default", "a");
        Assert.Equal(("a", "u1", "Running"), (pod.Metadata.Name, pod.Metadata.Uid, pod.Status!.Phase));
        var call = Assert.Single(_server.Calls);
        Assert.Equal("GET /api/v1/namespaces/default/pods/a", call.ToString());
        Assert.Equal("application/json", call.Header("Accept"));
    }

    [Fact]
    public async Task PatchAsync_Metadata_IsAMergePatchWithNulls()
    {
        await _client.Nodes().PatchAsync(V1Patch.OfMetadata(
            new Dictionary<string, string?> { ["a/b"] = "c" }, new Dictionary<string, string?> { ["d"] = null }, "9"), null, "node1");
        var call = Assert.Single(_server.Calls);
        Assert.Equal(("PATCH /api/v1/nodes/node1", "application/merge-patch+json"), (call.ToString(), call.Header("Content-Type")));
        Assert.Equal("""{"metadata":{"annotations":{"a/b":"c"},"labels":{"d":null},"resourceVersion":"9"}}""", call.Body);
    }

    [Fact]
    public async Task PatchAsync_JsonPatchOfStatus_GoesToTheSubresource()
    {
        var operations = new JsonArray(new JsonObject { ["op"] = "remove", ["path"] = "/status/capacity/x" });
        await _client.Nodes().PatchAsync(new V1Patch(operations, V1Patch.PatchType.JsonPatch), null, "node1", "status");
        var call = Assert.Single(_server.Calls);
        Assert.Equal(("PATCH /api/v1/nodes/node1/status", "application/json-patch+json"), (call.ToString(), call.Header("Content-Type")));
    }

    [Fact]
    public async Task BindAsync_Pod_CarriesAnnotations()
    {
        _server.Answer = _ => new FakeAnswer(201, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}""");
        await _client.Pods().BindAsync(new V1Binding
        {
            Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = "b", Uid = "c", Annotations = new Dictionary<string, string> { ["d"] = "e" } },
            Target = new V1ObjectReference { Kind = "Node", Name = "node1" },
        });
        var call = Assert.Single(_server.Calls);
        Assert.Equal("POST /api/v1/namespaces/b/pods/a/binding", call.ToString());
        Assert.Equal("e", (string?)JsonNode.Parse(call.Body)!["metadata"]!["annotations"]!["d"]);
        Assert.Equal("node1", (string?)JsonNode.Parse(call.Body)!["target"]!["name"]);
    }

    [Fact]
    public async Task DeleteAsync_WithUid_SendsThePrecondition()
    {
        await _client.Leases().DeleteAsync("a", "b", new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = "c" } });
        var call = Assert.Single(_server.Calls);
        Assert.Equal("DELETE /apis/coordination.k8s.io/v1/namespaces/a/leases/b", call.ToString());
        Assert.Equal("""{"preconditions":{"uid":"c"}}""", call.Body);
    }

    [Theory]
    [InlineData(409, "AlreadyExists")]
    [InlineData(404, "NotFound")]
    [InlineData(403, "Forbidden")]
    public async Task CreateAsync_Refused_IsOneExceptionWithItsReason(int code, string reason)
    {
        _server.Answer = _ => FakeAnswer.Refused(code, reason);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => _client.Pods().CreateAsync(new V1Pod(), "default"));
        Assert.Equal((code, reason, $"because of {reason}"), ((int)error.StatusCode!, error.Reason, error.Status!.Message));
        Assert.Equal((code == 409, code == 404, false), (error.IsAlreadyExists, error.IsNotFound, error.IsTransient));
        Assert.Contains("POST /api/v1/namespaces/default/pods", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502, "<html>bad gateway</html>", true)]
    [InlineData(404, "404 page not found", false)]
    [InlineData(302, "", false)]
    public async Task ReadAsync_AnswerOfSomebodyElse_KeepsTheCode(int code, string body, bool isTransient)
    {
        _server.Answer = _ => new FakeAnswer(code, body);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => _client.Pods().ReadAsync("default", "a"));
        Assert.Equal((code, true, isTransient), ((int)error.StatusCode!, error.Status is null, error.IsTransient));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"metadata":{"name":1}}""")]
    public async Task ReadAsync_Nonsense_IsTheOneException(string body)
    {
        _server.Answer = _ => FakeAnswer.Ok(body);
        Assert.Null((await Assert.ThrowsAsync<KubernetesException>(() => _client.Pods().ReadAsync("default", "a"))).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("%2e")]
    public async Task ReadAsync_NameThatIsNone_IsNotSent(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _client.Pods().ReadAsync("default", name));
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task ReadAsync_NameToBeEscaped_StaysOneSegment()
    {
        await _client.Pods().ReadAsync("default", "a?b#c d");
        Assert.Equal("/api/v1/namespaces/default/pods/a?b#c d", Assert.Single(_server.Calls).Path);
    }
}
