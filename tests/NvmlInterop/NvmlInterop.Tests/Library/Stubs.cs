using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library;

/// <summary>Libraries that are just enough of an NVML for one test.</summary>
internal static class Stubs
{
    private const string Prelude = """
        #include <string.h>
        #include <unistd.h>
        typedef struct { unsigned pid; unsigned long long used; unsigned gi, ci; } info24;
        typedef struct { unsigned pid; unsigned long long used; unsigned gi, ci; unsigned long long protected_; } info32;
        int nvmlShutdown(void) { return 0; }
        int nvmlDeviceGetCount_v2(unsigned *count) { *count = 1; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) { *device = (void *)0x1234; return index ? 2 : 0; }

        """;

    /// <summary>One that starts, has one GPU, and does what the text adds.</summary>
    public static StubLibrary With(string source) => new(Prelude + "int nvmlInit_v2(void) { return 0; }\n" + source);

    /// <summary>One that answers to its start with a status.</summary>
    public static StubLibrary Refusing(int status) => new(Prelude + $"int nvmlInit_v2(void) {{ return {status}; }}");

    public static NvmlSession Open(StubLibrary library) => Assert.IsType<NvmlOpening.Opened>(NvmlLibrary.TryOpen(library.Root)).Session;

    public static string Reason(string root) => Assert.IsType<NvmlOpening.Unavailable>(NvmlLibrary.TryOpen(root)).Reason;
}
