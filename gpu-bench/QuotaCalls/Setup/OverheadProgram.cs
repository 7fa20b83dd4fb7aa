using System.Globalization;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.QuotaCalls.Measuring;

namespace Coaster.GpuBench.QuotaCalls.Setup;

/// <summary>The measuring itself: <c>native/overhead.c</c>, because tens of nanoseconds are looked for.</summary>
internal sealed class OverheadProgram
{
    // Where the loader and the kernel put things differs from process to process, and with it what a page costs to find: one process would be a matter of luck.
    private const int Processes = 10;
    private const string Source = "gpu-bench/QuotaCalls/native/overhead.c";
    private readonly string _program;
    private readonly string _library;

    /// <exception cref="IOException">It cannot be compiled.</exception>
    internal OverheadProgram(Workspace workspace, string library)
    {
        _program = workspace.In("overhead");
        _library = library;
        Command.Run("gcc", "-O2", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-o", _program, Source, "-ldl");
    }

    /// <summary>Runs it under the library, in several processes one after the other; it takes some 20 ms a round.</summary>
    /// <exception cref="IOException">It failed; the message has its last words.</exception>
    internal IReadOnlyList<CallTimes> Measure(SimulatedGpu gpu, int rounds)
    {
        var each = Math.Max(1, rounds / Processes).ToString(CultureInfo.InvariantCulture);
        var outputs = Enumerable.Range(0, Processes).Select(_ => Command.Run("env", "LD_PRELOAD=" + _library, _program, gpu.LibCuda, each));
        return CallTimes.Parse(outputs.SelectMany(output => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
