using System.Text.Json;
using System.Text.Json.Nodes;
using Coaster.KubeApi;
using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Config;

/// <summary>What is told to the operator in the resource's status.</summary>
internal static class GpuConfigStatus
{
    public static V1alpha1GpuConfigStatus Of(IReadOnlyList<GpuModeState> states, IReadOnlyList<string> refusals) => new()
    {
        Summary = Summary(states, refusals.Count),
        Gpus = [.. states.Select(Of)],
        Refusals = refusals.Count > 0 ? refusals : null,
    };

    /// <summary>The change of a status; null when it is none.</summary>
    public static V1Patch? PatchFor(V1alpha1GpuConfigStatus wanted, V1alpha1GpuConfigStatus? seen)
    {
        var next = Node(wanted);
        if (seen is not null && JsonNode.DeepEquals(next, Node(seen)))
            return null;
        // A merge patch leaves what it does not name.
        next.TryAdd("refusals", null);
        return new V1Patch(new JsonObject { ["status"] = next }, V1Patch.PatchType.MergePatch);
    }

    private static JsonObject Node(V1alpha1GpuConfigStatus status) =>
        JsonSerializer.SerializeToNode(status, GpuConfigJson.Default.V1alpha1GpuConfigStatus)!.AsObject();

    private static V1alpha1GpuStatus Of(GpuModeState state) => new()
    {
        Gpu = state.Gpu,
        Wanted = state.Wanted.ToString(),
        Applied = state.Applied.ToString(),
        State = state.Progress switch
        {
            GpuModeProgress.Applied => "Applied",
            GpuModeProgress.Waiting => "Waiting",
            _ => "Failed",
        },
        Message = state.Message.Length > 0 ? state.Message : null,
    };

    private static string Summary(IReadOnlyList<GpuModeState> states, int refusals)
    {
        var waiting = states.Count(state => state.Progress == GpuModeProgress.Waiting);
        var failed = states.Count(state => state.Progress == GpuModeProgress.Failed);
        return $"{states.Count - waiting - failed} of {states.Count} applied"
            + (waiting > 0 ? $", {waiting} waiting" : "") + (failed > 0 ? $", {failed} failed" : "") + (refusals > 0 ? $", {refusals} refused" : "");
    }
}
