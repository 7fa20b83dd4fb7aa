using System.Runtime.InteropServices;

namespace Coaster.Testing;

/// <summary>A library made of a few lines of C, in a driver root of its own: what a strange or a broken driver would answer.</summary>
public sealed class StubLibrary : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Compiles it as libnvidia-ml.so.1.</summary>
    /// <param name="source">The C text.</param>
    /// <param name="name">The file's name.</param>
    public StubLibrary(string source, string name = "libnvidia-ml.so.1")
    {
        var folder = _folder[$"usr/lib/{Triplet}"];
        Directory.CreateDirectory(folder);
        var text = _folder["stub.c"];
        File.WriteAllText(text, source);
        ProgramRun.Run("gcc", ["-shared", "-fPIC", "-o", Path.Combine(folder, name), text]).MustSucceed();
    }

    /// <summary>The driver root.</summary>
    public string Root => _folder.Path;

    /// <summary>The folder below <c>usr/lib</c> of this machine's architecture.</summary>
    public static string Triplet =>
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";

    public void Dispose() => _folder.Dispose();
}
