using Coaster.GpuModel;
using Coaster.Partitioning;
using Coaster.Posix;

namespace Coaster.Cli.Mig;

/// <summary>The driver and the bookings are root's alone.</summary>
internal static class MigRoot
{
    /// <exception cref="CoasterException">This process is not root's.</exception>
    public static void RequireRoot(this MigFailure failure)
    {
        if (!ProcessIdentity.IsRoot)
            throw failure.Of("only root may cut GPUs and read the bookings", "Run it as root, or with sudo");
    }
}
