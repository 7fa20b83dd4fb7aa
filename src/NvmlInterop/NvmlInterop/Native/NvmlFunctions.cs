using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native;

/// <summary>
/// The functions of one loaded libnvidia-ml, each under its exported name. They are looked up when first called: one that this driver does
/// not export answers NVML_ERROR_FUNCTION_NOT_FOUND like any other status, so that an old driver is a value and never a crash.
/// </summary>
/// <remarks>
/// These are function pointers and not <see cref="LibraryImportAttribute"/>, which binds a name once for the whole process: the library's path is
/// chosen at run time, and a process may look into more than one driver root. Only names with a version suffix are here wherever nvml.h maps
/// the plain name to one, because the plain name is the first version's ABI with other structs.
/// </remarks>
internal sealed unsafe partial class NvmlFunctions(nint library)
{
    private readonly ConcurrentDictionary<string, nint> _symbols = new(StringComparer.Ordinal);

    /// <summary>Whether the library exports that name.</summary>
    public bool Has(string name) => Symbol(name) != 0;

    private nint Symbol([CallerMemberName] string name = "") => _symbols.GetOrAdd(
        name, static (key, handle) => NativeLibrary.TryGetExport(handle, key, out var address) ? address : 0, library);
}
