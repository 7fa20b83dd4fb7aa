namespace Coaster.Scheduler.Extender;

/// <summary>The answer to <c>bind</c> (k8s.io/kube-scheduler/extender/v1, ExtenderBindingResult).</summary>
/// <param name="Error">Why the pod is not bound; empty where it is.</param>
internal sealed record ExtenderBindingResult(string Error);
