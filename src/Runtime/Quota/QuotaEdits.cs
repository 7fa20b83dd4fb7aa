using Coaster.Oci;

namespace Coaster.Quota;

/// <summary>What a container gets to be held to its share by: the library, its limits, its counters, and the file that makes its loader load it.</summary>
public static class QuotaEdits
{
    private static readonly string[] ReadOnly = ["ro", "nosuid", "nodev", "rbind", "rprivate"];
    private static readonly string[] ReadOnlyData = ["ro", "nosuid", "nodev", "noexec", "rbind", "rprivate"];
    private static readonly string[] Data = ["nosuid", "nodev", "noexec", "rbind", "rprivate"];

    /// <summary>The mounts, in the order in which they must be made.</summary>
    /// <param name="tree">The library's folder, see <see cref="LibraryTree"/>.</param>
    /// <param name="folder">The container's own files.</param>
    public static ContainerEdits Of(string tree, QuotaFolder folder) => ContainerEdits.None with
    {
        Mounts =
        [
            new OciMount(tree, Region.Folder, ReadOnly),
            new OciMount(folder.Limits, Region.Folder + "/limits", ReadOnlyData),
            new OciMount(folder.Counters, Region.Folder + "/counters", Data),
            new OciMount(folder.Preload, PreloadFile.Path, ReadOnlyData),
        ],
    };
}
