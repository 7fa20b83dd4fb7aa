using Coaster.GpuModel;

namespace Coaster.Publishing.Modes;

/// <summary>Cuts GPUs into MIG devices.</summary>
public interface IMigLayouts
{
    /// <summary>
    /// Cuts a GPU that nobody uses into exactly these devices, or into none with its MIG mode off. A GPU that is so already stays as it is; one
    /// where it does not succeed is left as it was.
    /// </summary>
    /// <param name="gpuUuid">The GPU.</param>
    /// <param name="profiles">The devices' profiles, such as <c>1g.18gb</c>, in any order; empty for none.</param>
    /// <exception cref="CoasterException">It could not be tried.</exception>
    LayoutResult Apply(string gpuUuid, IReadOnlyList<string> profiles);
}
