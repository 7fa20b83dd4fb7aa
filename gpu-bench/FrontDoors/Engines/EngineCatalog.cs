using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.Posix;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>The engines that there are.</summary>
internal static class EngineCatalog
{
    private static readonly (string Name, string[] Programs, Func<Site, IEngine> Create)[] All =
    [
        ("docker", ["dockerd", "docker", "containerd"], site => new DockerEngine(site)),
        ("containerd", ["containerd", "ctr"], site => new ContainerdEngine(site)),
        ("podman", ["podman", "conmon"], site => new PodmanEngine(site)),
        ("lxc", ["lxc-execute"], site => new LxcEngine(site)),
        ("chroot", [], site => new ChrootEngine(site)),
    ];

    /// <summary>Their names, as the command line takes them.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. All.Select(engine => engine.Name)];

    /// <summary>Sets an engine up.</summary>
    /// <exception cref="IOException">It is not installed, or does not start; the message says which.</exception>
    internal static IEngine Create(string name, Site site)
    {
        var engine = All.First(engine => engine.Name == name);
        return Array.Find(engine.Programs, program => Programs.Find(program) is null) is { } missing
            ? throw new IOException($"{missing} is not installed")
            : engine.Create(site);
    }
}
