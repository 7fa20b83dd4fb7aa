namespace Coaster.Architecture.Tests.Rooms;

/// <summary>Which room may reference which. A new room is added here first; that is the moment to ask whether it is needed.</summary>
internal static class Allowed
{
    public static readonly IReadOnlyDictionary<string, string[]> Libraries = new Dictionary<string, string[]>
    {
        ["GpuModel"] = [],
        ["Posix"] = [],
        ["Toml"] = [],
        ["KubeApi"] = [],
        ["Metrics"] = [],
        ["CudaInterop"] = [],
        ["Oci"] = [],
        ["Grpc.Thin"] = [],
        ["NvmlInterop"] = ["GpuModel"],
        ["BookingKeys"] = ["GpuModel"],
        ["Slicing"] = ["GpuModel"],
        ["Placement"] = ["GpuModel"],
        ["PodRequests"] = ["GpuModel"],
        ["ClusterState"] = ["BookingKeys", "GpuModel", "KubeApi", "Placement", "PodModel", "PodRequests"],
        ["Partitioning"] = ["GpuModel", "NvmlInterop", "Placement"],
        ["Settings"] = ["GpuModel", "Posix"],
        ["Ledger"] = ["GpuModel", "Oci", "Placement", "Posix", "Quota", "Settings"],
        ["Injection"] = ["GpuModel", "Oci", "Posix"],
        ["Contract"] = ["GpuModel", "Injection", "Oci", "Settings"],
        ["Cdi"] = ["GpuModel", "Injection", "Oci", "Posix"],
        ["LiveRoot"] = ["GpuModel", "Oci", "Posix"],
        ["Quota"] = ["GpuModel", "Oci", "Posix"],
        ["KubeletApi"] = ["Grpc.Thin"],
        ["Kubelet"] = ["GpuModel", "Grpc.Thin", "KubeletApi", "Slicing"],
        ["PodModel"] = ["GpuModel", "KubeApi"],
        ["PodBookings"] = ["BookingKeys", "GpuModel", "KubeApi", "PodModel", "Posix"],
        ["Publishing"] = ["GpuModel", "KubeApi"],
        ["Health"] = ["GpuModel", "NvmlInterop"],
        ["Enforcement"] = ["GpuModel", "Ledger", "NvmlInterop", "Posix", "Quota", "Settings"],
    };

    /// <summary>What an executable must never reach, through others too; the rest it may reference as it needs, but no other executable.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> NeverReached = new Dictionary<string, string[]>
    {
        ["Cli"] = [],
        ["DevicePlugin"] = [],
        ["Agent"] = [],
        ["Runtime"] = ["NvmlInterop", "CudaInterop", "KubeApi", "Grpc.Thin", "BookingKeys"],
        ["Scheduler"] = ["NvmlInterop", "CudaInterop", "Injection", "Ledger"],
    };

    /// <summary>The references of these projects that no rule allows, one sentence each.</summary>
    public static IEnumerable<string> Violations(IReadOnlyList<Project> projects)
    {
        var byName = projects.ToDictionary(project => project.Name);
        return projects.SelectMany(project => project.IsExecutable ? OfExecutable(project, byName) : OfLibrary(project));
    }

    private static IEnumerable<string> OfLibrary(Project project) =>
        Libraries.TryGetValue(project.Name, out var allowed)
            ? project.References.Except(allowed).Select(name => $"{project.Name} references {name}")
            : [$"{project.Name} is a room that the table does not know"];

    private static IEnumerable<string> OfExecutable(Project project, IReadOnlyDictionary<string, Project> all)
    {
        if (!NeverReached.TryGetValue(project.Name, out var never))
            return [$"{project.Name} is an executable that the table does not know"];
        var executables = all.Values.Where(other => other.IsExecutable).Select(other => other.Name);
        return project.Reaches(all).Intersect([.. never, .. executables]).Select(name => $"{project.Name} reaches {name}");
    }
}
