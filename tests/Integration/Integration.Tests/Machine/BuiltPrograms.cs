using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>What ./build.sh made: the tests run what people run.</summary>
internal static class BuiltPrograms
{
    public static string Coaster { get; } = InOut("bin/coaster");

    public static string Runtime { get; } = InOut("bin/coaster-runtime");

    public static string Agent { get; } = InOut("bin/coaster-agent");

    public static string GpuWorkload { get; } = InOut("sim/bin/gpu-workload");

    /// <summary>The programs that try a quota, from tests/Integration/Programs.</summary>
    public static string QuotaProbes => Path.GetDirectoryName(In("artifacts/quota-probes/quota-probe"))!;

    /// <summary>The benchmark for a GPU's owner.</summary>
    public static string DeviceBench => In("artifacts/publish/coaster-device-bench/coaster-device-bench");

    private static string InOut(string path) => In("out/" + path);

    private static string In(string path)
    {
        var full = Path.Combine(RepositoryFolder.Path, path);
        return File.Exists(full) ? full : throw new FileNotFoundException($"{full} is not built: run ./build.sh, or ./test.sh integration");
    }
}
