using Coaster.GpuModel;

namespace Coaster.Cli.Sim;

/// <summary>Where the simulated driver's own files are: <c>../sim</c> beside the executable's folder, or COASTER_SIM_HOME.</summary>
internal sealed record SimHome(string Path)
{
    public string Simctl => System.IO.Path.Combine(Path, "bin/coaster-simctl");

    public string Profiles => System.IO.Path.Combine(Path, "share/profiles");

    /// <summary>The libraries and programs of a driver version; the usual one's have no folder of their own.</summary>
    public string FilesOf(string driverVersion)
    {
        var own = System.IO.Path.Combine(Path, "drivers", driverVersion, "usr");
        return Directory.Exists(own) ? own : System.IO.Path.Combine(Path, "usr");
    }

    public static SimHome Find()
    {
        var named = Environment.GetEnvironmentVariable("COASTER_SIM_HOME");
        var home = new SimHome(string.IsNullOrEmpty(named) ? Beside() : System.IO.Path.GetFullPath(named));
        if (File.Exists(home.Simctl))
            return home;
        throw new CoasterException("cannot find the simulated driver", $"there is no {home.Simctl}",
            "Run ./build.sh, or set COASTER_SIM_HOME to the folder that has bin/coaster-simctl");
    }

    private static string Beside() => System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "../sim"));
}
