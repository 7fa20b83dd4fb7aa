namespace Coaster.KubeApi.Models;

/// <summary>An object that another one belongs to.</summary>
public sealed record V1OwnerReference
{
    /// <summary>Its group and version, such as <c>apps/v1</c>.</summary>
    public string ApiVersion { get; set; } = "";

    /// <summary>Its kind.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its UID.</summary>
    public string Uid { get; set; } = "";

    /// <summary>Whether it manages the object; one owner at most does.</summary>
    public bool? Controller { get; set; }
}
