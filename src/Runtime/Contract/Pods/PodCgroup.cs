using Coaster.GpuModel;

namespace Coaster.Contract.Pods;

/// <summary>
/// The pod in a cgroup's path as kubelet makes it: <c>/kubepods/burstable/podUID/ID</c>, or with systemd
/// <c>kubepods-burstable-podUID.slice:PREFIX:ID</c>, where the UID's dashes are underscores because a dash there means one level more.
/// </summary>
internal static class PodCgroup
{
    private const string Root = "kubepods";
    private const string Pod = "pod";
    private const string Slice = ".slice";

    /// <summary>The UID, or null when the path is none of a pod.</summary>
    public static string? UidOf(string? cgroupsPath) =>
        cgroupsPath is null ? null
        : cgroupsPath.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? OfSlice(cgroupsPath.AsSpan(0, colon))
        : OfPath(cgroupsPath);

    private static string? OfSlice(ReadOnlySpan<char> slice)
    {
        if (!slice.EndsWith(Slice, StringComparison.Ordinal) || !slice.Contains(Root, StringComparison.Ordinal))
            return null;
        var name = slice[..^Slice.Length];
        var uid = name[(name.LastIndexOf('-') + 1)..];
        return uid.StartsWith(Pod, StringComparison.Ordinal) ? Checked(uid[Pod.Length..].ToString().Replace('_', '-')) : null;
    }

    /// <summary>A kubelet in a pod has its own cgroups below that pod's: the last one counts.</summary>
    private static string? OfPath(string path)
    {
        string? uid = null;
        var isBelow = false;
        foreach (var part in path.AsSpan().Split('/'))
        {
            var name = path.AsSpan(part);
            isBelow |= name.SequenceEqual(Root);
            if (isBelow && name.StartsWith(Pod, StringComparison.Ordinal))
                uid = Checked(name[Pod.Length..].ToString()) ?? uid;
        }

        return uid;
    }

    private static string? Checked(string uid) => Identifiers.IsName(uid) ? uid : null;
}
