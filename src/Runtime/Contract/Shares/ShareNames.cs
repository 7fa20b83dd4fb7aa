namespace Coaster.Contract.Shares;

/// <summary>What the three texts of a share are called in the place where they stand.</summary>
internal sealed record ShareNames(string Memory, string Core, string Block)
{
    /// <summary>The annotation for the weakest tier; no image can write one.</summary>
    public const string Tier = "ten.ai/gpu-tier";

    /// <summary>The annotation for who gets idle compute first.</summary>
    public const string Priority = "ten.ai/gpu-priority";

    public static ShareNames Annotations { get; } = new("ten.ai/gpu-mem", "ten.ai/gpu-core", "ten.ai/gpu-block");

    public static ShareNames Variables { get; } = new("COASTER_GPU_MEM", "COASTER_GPU_CORE", "COASTER_GPU_BLOCK");
}
