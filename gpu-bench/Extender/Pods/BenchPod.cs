using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coaster.GpuBench.Extender.Pods;

/// <summary>A pod of one container, with the texts that every pod has.</summary>
/// <param name="Number">Which one; no two have the same.</param>
/// <param name="Size">What it asks for.</param>
internal sealed record BenchPod(int Number, PodSize Size)
{
    internal const string Namespace = "default";
    internal const string Container = "main";

    /// <summary>Its name.</summary>
    internal string Name { get; } = $"train-{Number:00000000}";

    /// <summary>Its UID.</summary>
    internal string Uid { get; } = $"8f6a2c1e-3b7d-4e90-a5c4-{Number:x12}";

    /// <summary>The pod before it is bound, as kube-scheduler words it.</summary>
    internal string Pending => Text("", 1, "", "", "Pending");

    /// <summary>The pod as JSON in one line, as watches need it.</summary>
    /// <param name="type">Kind and version as members with a comma behind them; kube-scheduler's own objects have neither.</param>
    /// <param name="version">The resource version.</param>
    /// <param name="node">The node it is bound to, or empty.</param>
    /// <param name="booking">The text of its booking, or empty.</param>
    /// <param name="phase">Its phase.</param>
    internal string Text(string type, int version, string node, string booking, string phase) =>
        $$"""{{{type}}"metadata":{"name":"{{Name}}","namespace":"{{Namespace}}","uid":"{{Uid}}","resourceVersion":"{{version}}" """ +
        $$""","creationTimestamp":"2026-01-05T08:00:00Z","labels":{"app":"train","team":"vision"},"annotations":{{Annotations(booking)}} """ +
        """},"spec":{"volumes":[{"name":"kube-api-access","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}}""" +
        """,{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}}],"defaultMode":420}}]""" +
        $$$""","containers":[{"name":"{{{Container}}}","image":"registry.example/vision/train:4.2","command":["python","train.py"]""" +
        $$$""","resources":{"limits":{{{{Size.Limits}}}},"requests":{"cpu":"500m","memory":"2Gi",{{{Size.Limits}}}}}""" +
        ""","volumeMounts":[{"name":"kube-api-access","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]""" +
        ""","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}]""" +
        ""","restartPolicy":"Never","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default" """ +
        $$""","nodeName":"{{node}}","securityContext":{},"schedulerName":"default-scheduler","tolerations":[""" +
        """{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}""" +
        """,{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]""" +
        $$$""","priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},"status":{"phase":"{{{phase}}}","qosClass":"Burstable"}}""";

    // The API server's own encoder escapes no more than it must either.
    private static string Annotations(string booking) =>
        booking.Length == 0 ? "{}" : $$"""{"ten.ai/booking":"{{JsonEncodedText.Encode(booking, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""";
}
