using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>
/// A folder that becomes a link, and a folder again, while the driver is put into a container (CVE-2024-0132, CVE-2025-23359): what another
/// container can do that shares the folder.
/// </summary>
public sealed class SwapAttackTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private const int Starts = 12;

    [Theory]
    [InlineData(Way.PrestartHook, "/usr")]
    [InlineData(Way.PrestartHook, "/usr/lib/x86_64-linux-gnu")]
    [InlineData(Way.PrestartHook, "/etc")]
    [InlineData(Way.CreateRuntimeHook, "/usr/lib")]
    [InlineData(Way.CreateRuntimeHook, "/usr/bin")]
    public void Run_FolderIsSwappedAllTheTime_HarmsNobody(Way way, string folder)
    {
        var image = new HostileImage(machine, Id(way, folder, 0));
        Directory.CreateDirectory(image[folder]);
        image.Link("/lure", image.Canary.Path);
        using (var swapping = new Exchange(image[folder], image["/lure"]))
            for (var i = 1; i <= Starts; i++)
                AssertHarmless(new HostileBundle(machine, way, Id(way, folder, i), image).Run());

        image.Canary.AssertUntouched();
        Harm.AssertNothingLeft(machine, "none");
    }

    private static void AssertHarmless(ProgramRun run)
    {
        Harm.AssertEnd(run);
        Harm.AssertOwnGpuOnly(run);
    }

    private static string Id(Way way, string folder, int number) => $"swap-{way}{folder.Replace('/', '-')}-{number}";
}
