using System.Globalization;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Quota.Measuring;

namespace Coaster.GpuBench.Quota.Setup;

/// <summary>The measuring itself: <c>native/overhead.c</c>, because tens of nanoseconds are looked for.</summary>
internal sealed class OverheadProgram
{
    private const string Source = "gpu-bench/Quota/native/overhead.c";
    private readonly string _program;
    private readonly string _library;

    /// <exception cref="IOException">It cannot be compiled.</exception>
    internal OverheadProgram(Workspace workspace, string library)
    {
        _program = workspace.In("overhead");
        _library = library;
        Command.Run("gcc", "-O2", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-o", _program, Source, "-ldl");
    }

    /// <summary>Runs it under the library; it takes some 20 ms a round.</summary>
    /// <exception cref="IOException">It failed; the message has its last words.</exception>
    internal IReadOnlyList<CallTimes> Measure(SimulatedGpu gpu, int rounds)
    {
        var output = Command.Run("env", "LD_PRELOAD=" + _library, _program, gpu.LibCuda, rounds.ToString(CultureInfo.InvariantCulture));
        return CallTimes.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
