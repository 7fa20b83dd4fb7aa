using Coaster.KubeApi;
using Coaster.KubeApi.Events;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Api;

[Collection(ClusterGroup.Name)]
public sealed class EventRecorderTests(Cluster cluster)
{
    [ClusterFact]
    public async Task RecordAsync_OfPodAndNode_AreOneObjectEach()
    {
        var events = cluster.Client.Events();
        using var recorder = new EventRecorder(
            events, new V1EventSource { Component = "test", Host = Cluster.Node }, new EventSettings(), TimeProvider.System);
        var pod = await cluster.CreatePodAsync("eventful");
        var aboutPod = new V1ObjectReference { Kind = "Pod", Name = "eventful", NamespaceProperty = Cluster.Namespace, Uid = pod.Metadata.Uid };
        var aboutNode = new V1ObjectReference { Kind = "Node", Name = Cluster.Node, Uid = Cluster.Node };
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await recorder.RecordAsync(aboutPod, "Warning", "Tested", "again and again"));
            Assert.True(await recorder.RecordAsync(aboutNode, "Normal", "Tested", "again and again"));
        }

        var kept = await events.ListAsync(Cluster.Namespace, new ListOptions("reason=Tested"));
        Assert.Equal([("Node", 3), ("Pod", 3)], kept.Items!.Select(item => (item.InvolvedObject.Kind, item.Count!.Value)).Order());
        await cluster.DeleteAsync(pod);
    }
}
