namespace Coaster.KubeApi.Models;

/// <summary>What a container asks for and may have: quantities by the resources' names, read by <see cref="ResourceQuantity"/>.</summary>
public sealed record V1ResourceRequirements
{
    /// <summary>What it gets for certain.</summary>
    public IReadOnlyDictionary<string, string>? Requests { get; set; }

    /// <summary>What it gets at most.</summary>
    public IReadOnlyDictionary<string, string>? Limits { get; set; }
}
