using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>A root folder with busybox and the C library, as a small image has it, and the tests' own probes in /usr/bin.</summary>
public sealed class RootFolder
{
    private const string LoadProbe = """
        #include <dlfcn.h>
        #include <stdio.h>
        int main(int argc, char **argv) {
            void *library = dlopen(argv[1], RTLD_NOW);
            if (!library) { puts(dlerror()); return 1; }
            int (*function)(void) = argc > 2 ? (int (*)(void))dlsym(library, argv[2]) : 0;
            if (function) printf("%s=%d\n", argv[2], function());
            else puts("loaded");
            return 0;
        }
        """;

    public RootFolder(string path)
    {
        Path = path;
        var probe = path + "-load";
        File.WriteAllText(probe + ".c", LoadProbe);
        ProgramRun.Run("gcc", ["-o", probe, probe + ".c", "-ldl"]).MustSucceed();
        var script = System.IO.Path.Combine(RepositoryFolder.Path, "build/rootfs.sh");
        ProgramRun.Run(script, [path, BuiltPrograms.GpuWorkload, probe]).MustSucceed();
        File.Move(System.IO.Path.Combine(path, "usr/bin", System.IO.Path.GetFileName(probe)), System.IO.Path.Combine(path, "usr/bin/load"));
    }

    public string Path { get; }

    /// <summary>One line for each file: its path, kind, mode, size, link target and content.</summary>
    public string Fingerprint() => FingerprintOf(Path);

    public static string FingerprintOf(string folder) => ProgramRun.Run("sh",
    [
        "-c",
        "cd \"$1\" && find . -printf '%p %y %m %s %l %T@\\n' | sort && find . -type f -print0 | sort -z | xargs -0 sha256sum",
        "sh", folder,
    ]).MustSucceed().Output;
}
