using System.Diagnostics;
using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>The host's own look at how much of a GPU is used: the most that was ever seen counts.</summary>
internal sealed class PeakWatch : IDisposable
{
    private readonly Process _process;

    public PeakWatch(string libraries, string uuid)
    {
        var start = new ProcessStartInfo(Path.Combine(BuiltPrograms.QuotaProbes, "quota-peak"), [Path.Combine(libraries, "libnvidia-ml.so.1"), uuid])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        Assert.Equal("watching", _process.StandardOutput.ReadLine());
    }

    /// <summary>Ends it: the most, in bytes.</summary>
    public long Most()
    {
        _process.StandardInput.Close();
        return Facts.Of(_process.StandardOutput.ReadToEnd()).Number("most_used");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
