namespace Coaster.Testing;

/// <summary>The simulated driver, built from this working tree once for all tests that need it; COASTER_SIM_HOME names one that is built already.</summary>
internal static class SimulatorBuild
{
    private static readonly Lazy<string> Built = new(static () =>
        Environment.GetEnvironmentVariable("COASTER_SIM_HOME") is { Length: > 0 } home ? home : Build());

    /// <summary>The folder with <c>bin/coaster-simctl</c>.</summary>
    public static string Home => Built.Value;

    private static string Build()
    {
        var home = Path.Combine(RepositoryFolder.Path, "artifacts", "sim");
        Directory.CreateDirectory(home);
        using var alone = Lock(Path.Combine(home, ".lock"));
        ProgramRun.Run("make", ["-s", "-C", Path.Combine(RepositoryFolder.Path, "src/NvmlInterop/SimDriver"), $"OUT={home}"]).MustSucceed();
        return home;
    }

    /// <summary>Test projects run at the same time; make does not share a folder.</summary>
    private static FileStream Lock(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Task.Delay(100).GetAwaiter().GetResult();
            }
        }
    }
}
