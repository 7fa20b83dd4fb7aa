namespace Coaster.Posix;

/// <summary>The O_ flags of open(2) that are used here, as x86-64 and aarch64 share them (the others differ and are asked for below).</summary>
internal static class OpenFlags
{
    internal const int O_RDONLY = 0;
    internal const int O_RDWR = 2;
    internal const int O_WRONLY = 1;
    internal const int O_CREAT = 0x40;
    internal const int O_EXCL = 0x80;
    internal const int O_CLOEXEC = 0x80000;
    internal const int O_PATH = 0x200000;

    internal static int O_NOFOLLOW { get; } = Arm ? 0x8000 : 0x20000;

    internal static int O_DIRECTORY { get; } = Arm ? 0x4000 : 0x10000;

    private static bool Arm => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
        == System.Runtime.InteropServices.Architecture.Arm64;
}
