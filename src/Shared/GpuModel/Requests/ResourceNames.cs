namespace Coaster.GpuModel.Requests;

/// <summary>The names of the extended resources that pods ask for.</summary>
public static class ResourceNames
{
    /// <summary>Memory of a GPU, in the cluster's unit.</summary>
    public const string Memory = "ten.ai/gpu-mem";

    /// <summary>Compute of a GPU, in percent.</summary>
    public const string Core = "ten.ai/gpu-core";

    /// <summary>Memory and compute of a GPU, in hundredths of both.</summary>
    public const string Block = "ten.ai/gpu-block";

    /// <summary>Whole GPUs.</summary>
    public const string Whole = "ten.ai/gpu";

    private const string MigPrefix = "ten.ai/mig-";
    private const int MaxName = 63;

    /// <summary>Whether the resource is MIG devices of one profile.</summary>
    public static bool IsMig(string resource) => resource.StartsWith(MigPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The resource of a MIG profile, or null when no resource can have that name. A resource's name has no <c>+</c>: it becomes a dot, as in
    /// NVIDIA's device plugin, so <c>1g.18gb+me</c> is <c>ten.ai/mig-1g.18gb.me</c>.
    /// </summary>
    /// <param name="profile">The profile's name, as <see cref="Inventory.MigDevice.Profile"/> has it.</param>
    public static string? OfMig(string profile)
    {
        var name = MigPrefix + profile.Replace('+', '.');
        return IsQualified(name.AsSpan(name.IndexOf('/') + 1)) ? name : null;
    }

    /// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set</summary>
    private static bool IsQualified(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        return name.Length <= MaxName && char.IsAsciiLetterOrDigit(name[^1]);
    }
}
