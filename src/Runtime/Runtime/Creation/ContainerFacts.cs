using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Oci;

namespace Coaster.Runtime.Creation;

/// <summary>What is known of a container before it is started.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Bundle">Its bundle's folder.</param>
/// <param name="Spec">Its config.json.</param>
internal sealed record ContainerFacts(string Id, string Bundle, BundleSpec Spec)
{
    private const int LongId = 64;
    private const int ShortId = 12;
    private const int ShownId = 60;
    private const string ManagerOfPodman = "io.container.manager";
    private const string KindOfCrio = "io.kubernetes.cri-o.ContainerType";

    /// <summary>Who starts it, as far as can be told; the word is for people.</summary>
    internal ContainerEngine Engine =>
        Spec.Annotation(ManagerOfPodman) == "libpod" ? ContainerEngine.Podman
        : Spec.Annotation(KindOfCrio) is not null ? ContainerEngine.Crio
        : Bundle.Contains("/moby/", StringComparison.Ordinal) || Bundle.Contains("/docker/", StringComparison.Ordinal) ? ContainerEngine.Docker
        : Bundle.Contains("io.containerd.runtime", StringComparison.Ordinal) ? ContainerEngine.Containerd
        : ContainerEngine.Oci;

    /// <summary>The name to show: an id of 64 digits as engines shorten it.</summary>
    private string Name => Id.Length == LongId && Id.All(char.IsAsciiHexDigit) ? Id[..ShortId] : Id;

    /// <summary>The container as the ledger takes it.</summary>
    /// <exception cref="CoasterException">Its id is no name that a booking can have.</exception>
    internal NewContainer ToNew(string cgroupsPath) =>
        Identifiers.IsName(Id) ? new(Id, Name, Engine, [.. Spec.Args]) { CgroupsPath = cgroupsPath } : throw Nameless();

    private CoasterException Nameless() => new(
        "cannot start the container",
        $"its id '{(Id.Length <= ShownId ? Id : Id[..ShownId] + "…")}' cannot be the name of a booking",
        $"Start it under one of at most {Identifiers.MaxName} letters, digits, '_', '.', '+' and '-'");
}
