namespace Coaster.Injection.Driver;

/// <summary>One of the driver's shared libraries.</summary>
/// <param name="Name">The catalogue's name, such as <c>libcuda</c>.</param>
/// <param name="HostPath">The file, with every link resolved.</param>
/// <param name="Soname">The name that programs load it by; with a folder in front where the loader of that kind expects one.</param>
/// <param name="Is64Bit">Whether it is of the 64-bit class.</param>
internal sealed record DriverLibrary(string Name, string HostPath, string Soname, bool Is64Bit);
