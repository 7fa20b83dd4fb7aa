using System.Text.Json;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Tests.Models;

public sealed class KubernetesJsonTests
{
    private const string PodText = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"b","uid":"c","resourceVersion":"7","creationTimestamp":"2026-01-02T03:04:05Z",
        "annotations":{"ten.ai/gpu-model":"H200"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"d","uid":"e","controller":true,
        "blockOwnerDeletion":true}],"managedFields":[{"fieldsV1":{"f:metadata":{}}}]},
        "spec":{"nodeName":"node1","schedulerName":"default-scheduler","tolerations":[],"volumes":null,
        "initContainers":[{"name":"i","restartPolicy":"Always"}],"ephemeralContainers":[{"name":"x"}],
        "containers":[{"name":"main","image":"busybox","resources":{"limits":{"ten.ai/gpu-mem":"8"},"requests":{"cpu":"500m"}}}]},
        "status":{"phase":"Running","containerStatuses":[{"name":"main","containerID":"containerd://f","ready":true,"restartCount":2,
        "state":{"running":{"startedAt":"2026-01-02T03:04:06Z"}}},{"name":"old","containerID":"","restartCount":0,"state":{"terminated":{"exitCode":137,"reason":"Error"}}}]}}
        """;

    [Fact]
    public void Deserialize_Pod_HasWhatIsUsed()
    {
        var pod = Read(PodText);
        Assert.Equal(("a", "b", "c", "7"), (pod.Metadata.Name, pod.Metadata.NamespaceProperty, pod.Metadata.Uid, pod.Metadata.ResourceVersion));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), pod.Metadata.CreationTimestamp);
        Assert.Equal("H200", pod.Metadata.Annotations!["ten.ai/gpu-model"]);
        Assert.True(Assert.Single(pod.Metadata.OwnerReferences!).Controller);
        Assert.Equal("node1", pod.Spec.NodeName);
        Assert.Equal(("i", "Always"), (pod.Spec.InitContainers![0].Name, pod.Spec.InitContainers[0].RestartPolicy));
        Assert.Equal("x", Assert.Single(pod.Spec.EphemeralContainers!).Name);
        Assert.Equal(8, ResourceQuantity.Parse(pod.Spec.Containers![0].Resources!.Limits!["ten.ai/gpu-mem"]).Value);
        Assert.Equal("containerd://f", pod.Status!.ContainerStatuses![0].ContainerID);
        Assert.NotNull(pod.Status.ContainerStatuses[0].State!.Running);
        Assert.Equal(137, pod.Status.ContainerStatuses[1].State!.Terminated!.ExitCode);
    }

    [Fact]
    public void Deserialize_EmptyObject_HasNoNulls()
    {
        var pod = Read("{}");
        Assert.Equal(("", "", ""), (pod.Metadata.Name, pod.Metadata.Uid, pod.Spec.NodeName));
    }

    [Fact]
    public void Deserialize_ConfigMap_HasItsTexts()
    {
        const string Text = """{"kind":"ConfigMap","metadata":{"name":"keys","uid":"c"},"data":{"a":"b\nc"},"binaryData":{"x":"AA=="},"immutable":true}""";
        var map = JsonSerializer.Deserialize(Text, KubernetesJson.Default.V1ConfigMap)!;
        Assert.Equal(("keys", "b\nc"), (map.Metadata.Name, Assert.Single(map.Data!).Value));
        Assert.Null(JsonSerializer.Deserialize("{}", KubernetesJson.Default.V1ConfigMap)!.Data);
    }

    [Theory]
    [InlineData("""{"metadata":null}""")]
    [InlineData("""{"metadata":{"uid":null}}""")]
    [InlineData("""{"spec":[]}""")]
    public void Deserialize_WrongKinds_IsRefused(string text) => Assert.Throws<JsonException>(() => Read(text));

    [Fact]
    public void Serialize_Lease_HasSixDigits()
    {
        var lease = new V1Lease { Spec = new V1LeaseSpec { HolderIdentity = "a", RenewTime = new DateTime(2026, 1, 2, 3, 4, 5, 6, 7, DateTimeKind.Utc).AddTicks(8) } };
        var text = JsonSerializer.Serialize(lease, KubernetesJson.Default.V1Lease);
        Assert.Contains("\"renewTime\":\"2026-01-02T03:04:05.006007Z\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.Equal(lease.Spec.RenewTime!.Value.AddTicks(-8), JsonSerializer.Deserialize(text, KubernetesJson.Default.V1Lease)!.Spec.RenewTime);
    }

    private static V1Pod Read(string text) => JsonSerializer.Deserialize(text, KubernetesJson.Default.V1Pod)!;
}
