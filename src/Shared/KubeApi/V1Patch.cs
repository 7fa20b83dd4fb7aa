using System.Text.Json.Nodes;

namespace Coaster.KubeApi;

/// <summary>A change of an object that leaves the rest of it as it is.</summary>
/// <param name="Content">The change in the form that the type says.</param>
/// <param name="Type">What form that is.</param>
public sealed record V1Patch(JsonNode Content, V1Patch.PatchType Type)
{
    /// <summary>The forms of a change.</summary>
    public enum PatchType
    {
        /// <summary>RFC 7396: the fields to set, null for those to remove.</summary>
        MergePatch,

        /// <summary>RFC 6902: a list of operations, which fails as a whole when one does.</summary>
        JsonPatch,
    }

    internal string ContentType => Type == PatchType.MergePatch ? "application/merge-patch+json" : "application/json-patch+json";

    /// <summary>Sets annotations and labels, and removes those that are null.</summary>
    /// <param name="annotations">The annotations to change.</param>
    /// <param name="labels">The labels to change.</param>
    /// <param name="resourceVersion">The only version to change; another one is a conflict. Null for any.</param>
    public static V1Patch OfMetadata(
        IReadOnlyDictionary<string, string?> annotations, IReadOnlyDictionary<string, string?>? labels = null, string? resourceVersion = null)
    {
        var metadata = new JsonObject();
        if (annotations.Count > 0)
            metadata["annotations"] = Texts(annotations);
        if (labels?.Count > 0)
            metadata["labels"] = Texts(labels);
        if (resourceVersion is not null)
            metadata["resourceVersion"] = resourceVersion;
        return new V1Patch(new JsonObject { ["metadata"] = metadata }, PatchType.MergePatch);
    }

    private static JsonObject Texts(IReadOnlyDictionary<string, string?> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
