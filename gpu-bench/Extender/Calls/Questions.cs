using System.Text;
using Coaster.GpuBench.Extender.Pods;

namespace Coaster.GpuBench.Extender.Calls;

/// <summary>What kube-scheduler asks, in the words of k8s.io/kube-scheduler/extender/v1, where nodes are asked about by name.</summary>
internal static class Questions
{
    /// <summary>ExtenderArgs.</summary>
    internal static byte[] Args(BenchPod pod, IReadOnlyList<string> nodes)
    {
        var text = new StringBuilder("{\"Pod\":").Append(pod.Pending).Append(",\"Nodes\":null,\"NodeNames\":[");
        foreach (var (place, node) in nodes.Index())
            text.Append(place == 0 ? "\"" : ",\"").Append(node).Append('"');
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    /// <summary>ExtenderBindingArgs.</summary>
    internal static byte[] Binding(BenchPod pod, string node) => Encoding.UTF8.GetBytes(
        $$"""{"PodName":"{{pod.Name}}","PodNamespace":"{{BenchPod.Namespace}}","PodUID":"{{pod.Uid}}","Node":"{{node}}"}""");
}
