using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>
/// Variables of an image by which a loader or a runtime would run the image's code in a process of the host (CVE-2025-23266). The library
/// leaves a mark on the host when anything outside the container loads it.
/// </summary>
public sealed class PreloadAttackTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private const string Source = """
        #include <fcntl.h>
        #include <unistd.h>
        static void mark(void) { int fd = open(MARK, O_CREAT | O_WRONLY, 0600); if (fd >= 0) close(fd); }
        __attribute__((constructor)) static void load(void) { mark(); }
        unsigned int la_version(unsigned int version) { mark(); return version; }
        """;

    private static readonly string[] OfTheLoader =
        ["LD_PRELOAD=./evil.so", "LD_AUDIT=./evil.so", "LD_LIBRARY_PATH=.", "GLIBC_TUNABLES=glibc.malloc.check=3:glibc.rtld.dynamic_sort=1"];

    private static readonly string[] Others =
    [
        "DOTNET_STARTUP_HOOKS=/evil.so", "DOTNET_gcServer=1", "DOTNET_DbgEnableMiniDump=1", "DOTNET_DbgMiniDumpName=MARK", "DOTNET_EnableEventPipe=1",
        "DOTNET_EventPipeOutputPath=MARK", "COREHOST_TRACEFILE=MARK", "COASTER_DRIVER_ROOT=/nowhere", "COASTER_CONFIG=/nowhere", "PATH=.:/bin",
    ];

    private string Mark(string id) => Path.Combine(machine.Folder(id + "-mark"), "mark");

    [Theory]
    [InlineData(Way.Config)]
    [InlineData(Way.PrestartHook)]
    [InlineData(Way.CreateRuntimeHook)]
    public void Run_ImageWithAPreload_LeavesNoMark(Way way)
    {
        var id = "preload-" + way;
        var (image, bundle) = Plant(way, id, [.. OfTheLoader, .. Others]);

        var run = bundle.Run().MustSucceed();

        Harm.AssertOwnGpuOnly(run);
        AssertNoMark(id, image);
    }

    [Fact]
    public void CreateContainerHook_WithoutAnEnv_LoadsNothingIntoOurProgram()
    {
        var (image, run) = RunBareHook("bare", OfTheLoader);

        Assert.Contains("nvidia-cdi-hook does nothing here", run.Error, StringComparison.Ordinal);
        AssertNoMark("bare", image);
    }

    /// <summary>With the variables of its own runtime the program may end at once; it must not do what they say.</summary>
    [Fact]
    public void CreateContainerHook_WithTheImagesVariables_LeavesNoMark()
    {
        var (image, run) = RunBareHook("barer", [.. OfTheLoader, .. Others]);

        Assert.NotEqual(0, run.ExitCode);
        AssertNoMark("barer", image);
    }

    /// <summary>That the mark is there when a program does load it: without this, the others would show nothing.</summary>
    [Fact]
    public void Library_LoadedByAProgramOfTheHost_LeavesTheMark()
    {
        var (image, _) = Plant(Way.Config, "control", []);

        ProgramRun.Run("env", ["-C", image.Path, "LD_PRELOAD=./evil.so", "true"]).MustSucceed();

        Assert.True(File.Exists(Mark("control")));
    }

    private (HostileImage Image, ProgramRun Run) RunBareHook(string id, string[] variables)
    {
        var (image, bundle) = Plant(Way.Config, id, variables);
        bundle.AddBareHook("createContainer", BuiltPrograms.Runtime, "nvidia-cdi-hook", "update-ldcache");
        var run = bundle.Run();
        Harm.AssertEnd(run);
        return (image, run);
    }

    private (HostileImage Image, HostileBundle Bundle) Plant(Way way, string id, string[] variables)
    {
        var image = new HostileImage(machine, id);
        var source = Path.Combine(machine.Folder(id + "-source"), "evil.c");
        File.WriteAllText(source, Source);
        ProgramRun.Run("gcc", ["-shared", "-fPIC", $"-DMARK=\"{Mark(id)}\"", "-o", image["/evil.so"], source]).MustSucceed();
        var bundle = new HostileBundle(machine, way, id, image);
        bundle.AddEnv([.. variables.Select(variable => variable.Replace("=MARK", "=" + Mark(id), StringComparison.Ordinal))]);
        return (image, bundle);
    }

    private void AssertNoMark(string id, HostileImage image)
    {
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Mark(id))!));
        image.Canary.AssertUntouched();
        Harm.AssertNothingLeft(machine, id);
    }
}
