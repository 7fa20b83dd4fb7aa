using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Startup.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.Startup.Setup;

/// <summary>
/// The three ways that are compared. The floor is what nobody can be faster than: runc itself with a config.json that already says what
/// coaster-runtime would have written into it.
/// </summary>
internal static class Variants
{
    internal static IReadOnlyList<Variant> Prepare(Workspace workspace, string coaster, Trial trial)
    {
        var runc = Programs.Find("runc") ?? throw new IOException("runc is not installed");
        if (!File.Exists(coaster))
            throw new IOException($"there is no {coaster}: run ./build.sh first");
        BookedGpus.Write(workspace, DriverFiles.Complete(workspace.Folder("driver"), BookedGpus.DriverVersion), Trial.ContainerId);
        var root = Bundle.CreateRoot(workspace.Folder("root"));
        var plain = Bundle.PlainConfig(workspace.Folder("spec"), root);
        var throughCoaster = new Variant(VariantKind.Coaster, coaster, Bundle.Create(workspace.In("coaster"), plain));
        return
        [
            new Variant(VariantKind.Plain, runc, Bundle.Create(workspace.In("plain"), plain)),
            new Variant(VariantKind.Floor, runc, Bundle.Create(workspace.In("floor"), Edited(throughCoaster, trial))),
            throughCoaster,
        ];
    }

    /// <summary>The config.json that coaster-runtime makes of the plain one.</summary>
    private static byte[] Edited(Variant coaster, Trial trial)
    {
        trial.Time(coaster, Verb.Create);
        return coaster.Bundle.ReadConfig();
    }
}
