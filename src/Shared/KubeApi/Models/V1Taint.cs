namespace Coaster.KubeApi.Models;

/// <summary>What keeps pods away from a node.</summary>
public sealed record V1Taint
{
    /// <summary>Its name.</summary>
    public string Key { get; set; } = "";

    /// <summary>Its value, may be empty.</summary>
    public string Value { get; set; } = "";

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</summary>
    public string Effect { get; set; } = "";
}
