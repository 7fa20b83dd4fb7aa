using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>What ./build.sh made: the tests run what people run.</summary>
internal static class BuiltPrograms
{
    public static string Coaster { get; } = InOut("bin/coaster");

    public static string Runtime { get; } = InOut("bin/coaster-runtime");

    public static string GpuWorkload { get; } = InOut("sim/bin/gpu-workload");

    private static string InOut(string path)
    {
        var full = Path.Combine(RepositoryFolder.Path, "out", path);
        return File.Exists(full) ? full : throw new FileNotFoundException($"{full} is not built: run ./build.sh");
    }
}
