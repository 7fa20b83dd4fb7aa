using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>Debian's current driver packages, unpacked and not installed: the version is whatever Debian has.</summary>
public sealed class RealDriverFiles
{
    public RealDriverFiles() => ProgramRun.Run("bash",
    [
        "-c", "cd \"$1\" && . build/lib.sh && step 'driver files' fetch_nonfree \"$2\" libcuda1 libnvidia-ml1 nvidia-smi libnvidia-ptxjitcompiler1",
        "bash", RepositoryFolder.Path, Root,
    ]).MustSucceed();

    public string Root { get; } = Path.Combine(RepositoryFolder.Path, "artifacts/driver-files");
}
