using Coaster.GpuModel;

namespace Coaster.Ledger;

/// <summary>The stable words for the engines, in the ledger as in what the commands print, and what follows from each.</summary>
public static class ContainerEngineWords
{
    private static readonly (ContainerEngine Engine, string Word)[] Words =
    [
        (ContainerEngine.Runc, "runc"), (ContainerEngine.Docker, "docker"), (ContainerEngine.Podman, "podman"),
        (ContainerEngine.Containerd, "containerd"), (ContainerEngine.Crio, "crio"), (ContainerEngine.Lxc, "lxc"),
        (ContainerEngine.Oci, "oci"), (ContainerEngine.Chroot, "chroot"),
    ];

    /// <summary>The word for an engine, such as <c>docker</c>.</summary>
    public static string Word(this ContainerEngine engine) => Array.Find(Words, row => row.Engine == engine).Word;

    /// <summary>What tells that a container of that engine is over.</summary>
    public static Lifetime Lifetime(this ContainerEngine engine) => engine switch
    {
        ContainerEngine.Runc => Ledger.Lifetime.Starter,
        ContainerEngine.Chroot => Ledger.Lifetime.UntilRemoved,
        _ => Ledger.Lifetime.Cgroup,
    };

    internal static ContainerEngine Parse(string word)
    {
        foreach (var row in Words)
            if (row.Word == word)
                return row.Engine;
        throw new CodecException("engine", $"is '{word}', and not one of {string.Join(", ", Words.Select(row => row.Word))}");
    }
}
