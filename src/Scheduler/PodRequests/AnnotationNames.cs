namespace Coaster.PodRequests;

/// <summary>The annotations by which people say which GPUs a pod's containers may get, and on what terms.</summary>
public static class AnnotationNames
{
    /// <summary>Fragments of the models' names that may serve, with commas between them.</summary>
    public const string Model = "ten.ai/gpu-model";

    /// <summary>UUIDs of the GPUs or MIG devices that may serve, with commas between them.</summary>
    public const string Uuid = "ten.ai/gpu-uuid";

    /// <summary>UUIDs of those that may not, in the same way.</summary>
    public const string UuidExclude = "ten.ai/gpu-uuid-exclude";

    /// <summary>Over how many different GPUs each container's amounts are spread evenly.</summary>
    public const string Count = "ten.ai/gpu-count";

    /// <summary><c>soft</c> where idle compute may be borrowed, else <c>hard</c>.</summary>
    public const string CoreLimit = "ten.ai/gpu-core-limit";

    /// <summary>Who gets idle compute first, 0 to 9.</summary>
    public const string Priority = "ten.ai/gpu-priority";

    /// <summary>The weakest tier that may enforce the limits.</summary>
    public const string Tier = "ten.ai/gpu-tier";

    /// <summary>The policy that chooses the node and its GPUs.</summary>
    public const string Policy = "ten.ai/gpu-policy";
}
