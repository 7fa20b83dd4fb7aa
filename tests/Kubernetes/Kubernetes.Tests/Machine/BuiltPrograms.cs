using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>What ./build.sh made: the tests run what a node runs.</summary>
internal static class BuiltPrograms
{
    public static string Coaster => InOut("bin/coaster");

    public static string Runtime => InOut("bin/coaster-runtime");

    public static string Agent => InOut("bin/coaster-agent");

    public static string Scheduler => InOut("bin/coaster-scheduler");

    public static string GpuWorkload => InOut("sim/bin/gpu-workload");

    private static string InOut(string path)
    {
        var full = Path.Combine(RepositoryFolder.Path, "out", path);
        return File.Exists(full) ? full : throw new FileNotFoundException($"{full} is not built: run ./build.sh, or ./test.sh kubernetes");
    }
}
