using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Contract;

/// <summary>
/// Reads from a config.json what its container asks for. A share stands before everything else; then come CDI annotations, mounts and
/// env, of which the first that names devices is taken, as NVIDIA's runtime does.
/// </summary>
public static class ContainerContract
{
    /// <summary>What the container asks for.</summary>
    /// <param name="spec">Its config.json.</param>
    /// <param name="policy">What it may ask for.</param>
    /// <param name="by">Who wrote its variables.</param>
    /// <exception cref="GpuModel.CoasterException">It asks for something that makes no sense, or that it may not have.</exception>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static Ask Read(BundleSpec spec, RequestPolicy policy, AskedBy by) => new AskReader(new ContainerFacts(spec), policy, by).Read();
}
